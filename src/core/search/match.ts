import { type SQL, sql } from 'drizzle-orm';
import { bigrams, type Run, spaced, type WordCutter } from './lexemes.ts';
import type { QueryPart } from './typed.ts';

/**
 * A typed query as an expression of PostgreSQL. What was typed is a parameter everywhere; only signs between parts are
 * written out.
 */
export function tsQuery(parts: readonly QueryPart[], cutter: WordCutter): SQL {
	const all = parts.map((part) => {
		const one = sql.join(
			part.runs.map((run) => (run.han ? hanQuery(run, cutter) : latinQuery(run, part.phrase))),
			sql` && `,
		);
		return part.without ? sql`(!! (${one}))` : sql`(${one})`;
	});
	return sql`(${sql.join(all, sql` && `)})`;
}

function latinQuery({ text }: Run, phrase: boolean): SQL {
	return phrase ? sql`phraseto_tsquery('english', ${text}::text)` : sql`plainto_tsquery('english', ${text}::text)`;
}

/** A run of Han characters: by its words, or by all its pairs of characters; one character alone by what begins with it. */
function hanQuery({ text }: Run, cutter: WordCutter): SQL {
	const pairs = bigrams(text);
	// Nothing but Han characters stands between the quotes.
	if (pairs.length === 0) return sql`(${`'${text}':*`}::tsquery)`;
	const byPairs = sql`(${pairs.map((pair) => `'${pair}'`).join(' & ')}::tsquery)`;
	return sql`(plainto_tsquery('english', ${spaced(text, cutter)}::text) || ${byPairs})`;
}
