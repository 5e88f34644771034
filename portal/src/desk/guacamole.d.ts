// Apache 1.5.5 as npm has it; its types are published under the original name.
declare module '@cyolosecurity/guacamole-common-js' {
  import * as Guacamole from 'guacamole-common-js'
  export default Guacamole
}
