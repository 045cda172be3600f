/** Every size and pace of discovery, with its reason. Bytes and milliseconds unless named otherwise. */

/** The DNS-SD service type (RFC 6763), and where its instances live. */
export const SERVICE_TYPE = 'gittorrent'
export const SERVICE_DOMAIN = `_${SERVICE_TYPE}._tcp.local`
export const MDNS_PORT = 5353

/** One string of a TXT record: a length byte says how long it is. A longer one vanishes without a word. */
export const MAX_TXT_STRING = 255
/** A TXT record as a whole, so that a service always fits into one packet (RFC 6763 section 6.2). */
export const MAX_TXT = 1_200
export const MAX_TXT_STRINGS = 32
export const MAX_ADVERTISED_ALTERNATIVES = 3
/** Projects that one node advertises by multicast; a directory larger than this is for unicast. */
export const MAX_ADVERTISED_PROJECTS = 64
/** Projects in a directory as a document; its bytes are bounded by MAX_DIRECTORY (gtp/limits.ts). */
export const MAX_DIRECTORY_PROJECTS = 512

/** With so many nodes on the network only nodes are services, and with so few projects are again. */
export const LARGE_NETWORK = 50
export const SMALL_NETWORK = 40
/** Who enters a network listens for so long before he says anything; with so many heard by then it may be a large one. */
export const LISTEN_FIRST = 200
export const FEW_NODES = 4
/** He looks again at this pace, as long as so many new ones are heard in each second: answers come at up to 50 a second. */
export const SIZING_INTERVAL = 1_000
export const MANY_NODES_A_SECOND = 10
export const MAX_UNSURE = 5_000
/** For so long, two rounds of answers of 500 nodes, who has come to a large network takes those he heard of for half of it. */
export const GROWING = 20_000
/** Whoever invents nodes makes the others speak so many times as rarely, squared, and no more: 500 nodes count. */
export const MAX_CROWD = 10
/** Services that became part of the directory stay for this long, so that others have fetched it when they go. */
export const HANDOVER = 15_000

/** Directories that are fetched at a time. */
export const MAX_DIRECTORIES_AT_ONCE = 4
/** Digests in one question; a usual directory takes 1 to 2 KB of the answer's MAX_DIRECTORY. */
export const MAX_DIRECTORIES_ASKED = 128
/** Bytes of others' directories that are kept for others who ask. */
export const MAX_HELD_DOCUMENTS = 16 * 1_024 * 1_024
/**
 * Changed directories are fetched after a random part of this for each node there is, so that not all come at once; on a large
 * network as many as somebody has with one question.
 */
export const DIRECTORY_SPREAD = 20
/** On a large network: how long what others tell as well stays out of a directory (see isNews), times the crowd squared. */
export const DIRECTORY_LAG = 60_000
/** After a failure: doubled each time. */
export const DIRECTORY_RETRY = 5_000
export const MAX_DIRECTORY_RETRY = 300_000

/** What still fits into one Ethernet frame after IP and UDP headers. */
export const MAX_PACKET_SENT = 1_400
/** RFC 6762 section 17. */
export const MAX_PACKET_HEARD = 9_000
export const MAX_QUESTIONS_HEARD = 100
export const MAX_RECORDS_HEARD = 600

/** Packets per second that one source address, and all of them, may make us read; the burst is that of a busy start. */
export const SOURCE_PACKETS = { burst: 1_000, perSecond: 200 }
export const ALL_PACKETS = { burst: 2_000, perSecond: 1_000 }
/** Source addresses whose pace is remembered. */
export const MAX_SOURCES = 1_024

/** Services remembered in all, and from one source address (several nodes may share a machine). */
export const MAX_SERVICES = 4_000
export const MAX_SERVICES_PER_SOURCE = 500
export const MAX_ADDRESSES = 8
/** IPv6 addresses of one interface that others are told; each network has one. */
export const MAX_TOLD_IPV6 = 4

/** A node's services change on the air at most this often, all together. */
export const UPDATE_INTERVAL = 1_000
/**
 * The same question is answered at most this often. RFC 6762 section 6 wants a second between two multicasts of a
 * record; newcomers would wait that long, so this is shorter, and questions are rarer instead (see ASK_INTERVAL).
 */
export const ANSWER_INTERVAL = 250
/** Answers wait a random part of this, lest all nodes of a network speak at once. */
export const ANSWER_JITTER = 20
/**
 * Both grow by this for each packet with which all nodes of the network answer together: so that 50 packets a second are an
 * answer's pace, 3 % of a slow Wi-Fi channel where only nodes are services (docs/scale.md).
 */
export const ANSWER_SPREAD = 20

/** Pauses between the first questions (RFC 6762 section 5.2), then the lasting one, to which a random part is added. */
export const FIRST_ASK_INTERVALS = [1_000, 2_000, 4_000, 8_000, 16_000, 32_000] as const
/** A part of those pauses is added to them. */
export const FIRST_ASK_JITTER = 0.2
/** Questions so close to one another are one. */
export const SAME_ROUND = 500
export const ASK_INTERVAL = 60_000
export const ASK_JITTER = 20_000
/** A service that stayed silent through three rounds of questions was withdrawn, and its goodbye was lost. */
export const SILENT_AFTER = 260_000

/** How often network interfaces are looked at, and how long a pause betrays that the machine slept. */
export const INTERFACE_INTERVAL = 2_000
export const SLEPT_AFTER = 20_000

/** A node not heard for this long is asked by TCP; one without projects, which nobody waits for, more rarely. */
export const PROBE_AFTER = 8_000
export const PROBE_IDLE_AFTER = 60_000
/** On a large network each node watches so many others at that pace, the next in the order of peer IDs. See ring.ts. */
export const WATCHED = 2
/** When somebody asks for a service by name, since its node did not answer him, the others look within this. */
export const DOUBT_SPREAD = 1_000
/** Looks that others' questions may cause: at once, and per second after that. */
export const DOUBTS = { burst: 20, perSecond: 2 }
export const PROBE_TIMEOUT = 750
export const PROBE_TICK = 500
export const MAX_PROBES = 8
/** Misses in a row that make a node gone, and the pause between them. */
export const PROBE_MISSES = 2
export const PROBE_RETRY = 1_000
/** Nodes remembered as not answering, so that only an answered probe brings them back. */
export const MAX_DOUBTED = 500
