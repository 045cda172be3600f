/** What an interface is for, as its name betrays: the systems tell no more of it. */

/**
 * Networks between a computer and its own containers and virtual machines. Not in here: br0, vmbr0 and bridge100, which
 * are the way to the neighbours on servers and on a Mac that shares its connection.
 */
const BRIDGE =
  /^(docker\d|docker_gwbridge|br-|veth|virbr|vnet\d|podman|cni|nerdctl|lxc|lxd|incus|mpqemubr|waydroid|flannel|cali|cilium|weave|kube-|vmnet\d|vmenet\d|vboxnet\d|vEthernet|VMware Network Adapter|VirtualBox Host-Only)/i

/** Ends of tunnels: whoever is there is far away, and multicast mostly doesn't get there. */
const TUNNEL =
  /^(tun|tap|wg|utun|ppp|ipsec|tailscale|zt|zerotier|nordlynx|proton|mullvad|wireguard|openvpn|cloudflarewarp|wt\d|gpd\d|cscotun|nebula|hamachi|ham\d)/i

/** Whether it leads to containers or virtual machines on this computer. */
export const isBridge = (name: string): boolean => BRIDGE.test(name)

/** Whether it is the end of a VPN. */
export const isTunnel = (name: string): boolean => TUNNEL.test(name)
