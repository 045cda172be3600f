/** How this system's firewall lets a node's packets pass. */

export interface FirewallHint {
  readonly hint: string
  readonly commands: readonly string[]
}

/**
 * @param platform process.platform
 * @param port     TCP port of the node
 * @param what     which way is shut: the people who look for us, or those who connect
 */
export function firewallHint(
  platform: string,
  port: number,
  what: 'multicast' | 'connections',
): FirewallHint {
  const udp = what === 'multicast'
  switch (platform) {
    case 'darwin':
      return {
        hint: udp
          ? 'Allow GitTorrent in System Settings, Privacy & Security, Local Network, and start it again.'
          : 'Allow incoming connections for GitTorrent in System Settings, Network, Firewall, Options.',
        commands: [],
      }
    case 'win32':
      return {
        hint: 'Mark this network as private in Settings, Network & internet, and allow GitTorrent on private networks; or run this as administrator.',
        commands: [
          `netsh advfirewall firewall add rule name="GitTorrent" dir=in action=allow ${udp ? 'protocol=UDP localport=5353' : `protocol=TCP localport=${port}`} profile=private`,
        ],
      }
    default: {
      const rule = udp ? '5353/udp' : `${port}/tcp`
      return {
        hint: 'Allow it in the firewall, if there is one; which of these fits depends on the system.',
        commands: [
          `sudo ufw allow ${rule}`,
          udp ? 'sudo firewall-cmd --add-service=mdns' : `sudo firewall-cmd --add-port=${rule}`,
          `sudo nft add rule inet filter input ${udp ? 'udp dport 5353' : `tcp dport ${port}`} accept`,
        ],
      }
    }
  }
}
