/** Telegram's "no": code, description and parameters as the real server words them. */
export class ApiRefusal extends Error {
  readonly code: number
  readonly parameters: { retry_after?: number }
  /** 413 comes from the web server in front, as a page. */
  readonly asPage: boolean
  constructor(code: number, description: string, parameters: { retry_after?: number } = {}, asPage = false) {
    super(description)
    this.code = code
    this.parameters = parameters
    this.asPage = asPage
  }

  static tooMany(seconds: number): ApiRefusal {
    return new ApiRefusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds })
  }
}

export const NGINX_PAGE = (code: number, title: string) =>
  `<html>\r\n<head><title>${code} ${title}</title></head>\r\n<body><center><h1>${code} ${title}</h1></center></body>\r\n</html>`

export function answerRefusal(refusal: ApiRefusal) {
  if (refusal.asPage) {
    const headers: Record<string, string> = { 'content-type': 'text/html' }
    return { status: refusal.code, headers, body: NGINX_PAGE(refusal.code, refusal.message) }
  }
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  if (refusal.parameters.retry_after) headers['retry-after'] = String(refusal.parameters.retry_after)
  const body = {
    ok: false,
    error_code: refusal.code,
    description: refusal.message,
    ...(refusal.parameters.retry_after ? { parameters: refusal.parameters } : {}),
  }
  return { status: refusal.code, headers, body: JSON.stringify(body) }
}
