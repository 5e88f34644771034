declare module 'guacamole-lite' {
  export default class GuacamoleLite {
    constructor(server: object, guacd: { host: string; port: number }, client: object)
    close(): void
  }
}
