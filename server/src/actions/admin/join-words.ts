/** What the roles must know of a machine; no secret is among it. */
export interface Joining {
  machine: { id: string; address: string; port: number; login: string; rfbPort: number }
  publicKey: string
  serverUrl: string
  companionId: string
  /** null while no slot is attached. */
  startUrl: string | null
}

/** An Ansible inventory of this one machine. */
export function joinInventory({ machine, publicKey, serverUrl, companionId, startUrl }: Joining): string {
  const facts = [
    ['ansible_host', machine.address],
    ['ansible_port', machine.port],
    ['seat_login', machine.login],
    ['seat_rfb_port', machine.rfbPort],
    ['seat_authorized_key', publicKey],
    ['companion_server_url', serverUrl],
    ['companion_vm_id', machine.id],
    ['companion_extension_id', companionId],
    ...(startUrl ? [['chromium_start_url', startUrl]] : []),
  ]
  // JSON is YAML: nothing in a value can break out of it.
  const lines = facts.map(([name, value]) => `      ${name}: ${JSON.stringify(value)}`)
  return [
    '---',
    'seats:',
    '  hosts:',
    `    ${machine.id}:`,
    ...lines,
    `      companion_machine_token: "{{ lookup('env', 'TAXI_MACHINE_TOKEN') }}"`,
    `      joining_token: "{{ lookup('env', 'TAXI_JOIN_TOKEN') }}"`,
    '',
  ].join('\n')
}

/** What runs it, from the project's `ansible` folder; asks for the password of sudo, if there is one. */
export function joinCommand(id: string, tokens: { machineToken: string; joinToken: string }): string {
  const secrets = `TAXI_MACHINE_TOKEN=${tokens.machineToken} TAXI_JOIN_TOKEN=${tokens.joinToken}`
  return `${secrets} ansible-playbook -i ${id}.yml -K site.yml`
}
