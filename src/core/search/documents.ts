import { sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { bigrams, spaced, type WordCutter } from './lexemes.ts';
import type { SearchDocument } from './sources.ts';
import { searchDocument } from './tables.ts';

/** By which rules the words of a document are made: whoever changes them raises it, and everything is read anew. */
export const wordsVersion = 1;
/** What of a text is indexed, in characters: a vector of PostgreSQL holds a megabyte at most. */
const mostIndexed = 40_000;

/** Writes the documents of one thing. One statement. */
export async function writeDocuments(
	ctx: Context,
	source: string,
	subject: string,
	documents: readonly SearchDocument[],
	cutter: WordCutter,
): Promise<void> {
	await ctx.db.insert(searchDocument).values(documents.map((one) => rowOf(source, subject, one, cutter)));
}

function rowOf(source: string, subject: string, one: SearchDocument, cutter: WordCutter) {
	const { locale, path, kind, title, lead = '', body, context = '', at, zone } = one;
	const read = body.slice(0, mostIndexed);
	const part = (text: string, weight: 'A' | 'B' | 'C') =>
		sql`setweight(to_tsvector('english', ${spaced(text, cutter)}::text), ${sql.raw(`'${weight}'`)})`;
	const pairs = bigrams(`${title}\n${lead}\n${read}`);
	return {
		...{ source, subject, locale, path, kind, title, lead, body: read, context },
		...{ at: at ?? null, zone: zone ?? null, version: wordsVersion },
		words: sql`${part(title, 'A')} || ${part(lead, 'B')} || ${part(read, 'C')} || array_to_tsvector(${sql.param(pairs)}::text[])`,
	};
}
