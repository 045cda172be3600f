/** Bytes of a DNS message beside its names (RFC 1035 section 4.1). */

/** What a message begins with. */
export const HEADER = 12
/** Type and class of a question; those, time to live and length of a record. */
export const QUESTION = 4
export const RECORD = 10
/** Priority, weight and port, before a server's name (RFC 2782). */
export const BEFORE_TARGET = 6
