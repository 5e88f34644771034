const LANGUAGES: Record<string, string> = {
  bash: 'bash',
  c: 'c',
  cpp: 'cpp',
  cs: 'csharp',
  css: 'css',
  go: 'go',
  html: 'html',
  java: 'java',
  js: 'javascript',
  json: 'json',
  jsx: 'jsx',
  kt: 'kotlin',
  php: 'php',
  py: 'python',
  rb: 'ruby',
  rs: 'rust',
  sh: 'bash',
  sql: 'sql',
  svg: 'svg',
  swift: 'swift',
  ts: 'typescript',
  tsx: 'tsx',
  xml: 'xml',
  yaml: 'yaml',
  yml: 'yaml',
}

/** The language of a file of code, by its name; null for what is no code. */
export const languageOf = (name: string): string | null =>
  LANGUAGES[name.match(/\.(\w+)$/)?.[1]?.toLowerCase() ?? ''] ?? null
