export { reservedSlugs } from '#core/paths/reserved-slugs.ts';
