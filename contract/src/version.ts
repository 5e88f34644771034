/** Raised when a client of the old shape could misread us; clients compare it with `hello.protocol`. */
export const PROTOCOL = 1
export const PRODUCT = 'vdi-taxi'
