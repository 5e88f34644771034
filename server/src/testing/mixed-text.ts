/** 1,300 signs of Russian, English and punctuation, as people mix them. */
export const MIXED = (
  'Съешь же ещё этих мягких французских булок, да выпей чаю. ЁЖ и ёлка: «кавычки», „лапки“ и "прямые", №1, 100 €, 5 ₽… ' +
  'The quick brown fox jumps over the lazy dog; C:\\data, 50 % of <b>@#$^&*()_+-=|~?</b> — это всё. '
)
  .repeat(7)
  .slice(0, 1300)
