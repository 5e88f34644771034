/** Every column that holds values sealed by `outside/secrets.ts`. A rotation knows no others. */
export const sealedColumns = [
  { table: 'people', column: 'totp_secret' },
  { table: 'slots', column: 'login_encrypted' },
  { table: 'slots', column: 'password_encrypted' },
  { table: 'machines', column: 'private_key_encrypted' },
  { table: 'deliveries', column: 'secret_encrypted' },
] as const
export type SealedColumn = (typeof sealedColumns)[number]

/** The place a value is bound to. */
export const placeOf = ({ table, column }: SealedColumn, id: string) => `${table}.${column}.${id}`
