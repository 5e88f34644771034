/** What the slot form says, as the contract wants it. Empty credentials are left out: they stay as they are stored. */
export function slotChangeOf(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const machine = text('machine')
  return {
    id: text('id'),
    name: text('name'),
    service: text('service'),
    service_name: text('service_name'),
    tier: text('tier'),
    url: text('url'),
    machine_ids: machine
      ? [
          machine,
          ...form
            .getAll('also')
            .map(String)
            .filter(id => id !== machine),
        ]
      : [],
    max_minutes: Number(text('max_minutes')),
    idle_minutes: Number(text('idle_minutes')),
    monthly_cost: Math.round(Number(text('cost') || 0) * 100),
    currency: text('currency').toUpperCase(),
    renews_on: text('renews_on') || null,
    notes: text('notes'),
    may_take_over: form.has('may_take_over'),
    clipboard_in: form.has('clipboard_in'),
    clipboard_out: form.has('clipboard_out'),
    is_recorded: form.has('is_recorded'),
    ...(text('login') ? { login: text('login') } : {}),
    // Spaces may belong to a password.
    ...(form.get('password') ? { password: String(form.get('password')) } : {}),
  }
}
