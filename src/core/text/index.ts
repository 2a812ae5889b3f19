/*
 * Text: counting, cleaning, comparing, naming. Pure and the same in browser and server. Markdown stands behind a door of
 * its own (`markdown.ts`), because its parsers are heavy and few pages need them.
 */
export { cleanText } from './clean.ts';
export { countryCodes, countryName, isCountry } from './countries.ts';
export { differenceByWords, type Part } from './difference.ts';
export { isEmail } from './email.ts';
export { orcidCheckDigit, readOrcid } from './orcid.ts';
export { slugOf } from './slug.ts';
export { countCharacters, countWords } from './words.ts';
export { escapeXml } from './xml.ts';
