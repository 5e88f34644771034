import { Prisma } from '../generated/client.ts'

/** Slots that have one machine only that stays in service, with it: such a slot cannot be used while another one uses that machine. */
export const loneMachines = Prisma.sql`
  SELECT attached.slot_id, min(machine.id) AS machine_id
  FROM slot_machines attached JOIN machines machine ON machine.id = attached.machine_id
  WHERE machine.is_active AND NOT machine.is_draining
  GROUP BY attached.slot_id HAVING count(*) = 1`
