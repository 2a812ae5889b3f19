import { and, asc, gt } from 'drizzle-orm';
import { dayOf, endOfDay, type Instant, instantOf } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { csvPieces } from '#core/spreadsheet/index.ts';
import { displayName } from '#modules/people/name.ts';
import { countSignatures, namedPublicly, type Signatory, signatoryColumns, signatoryOf } from './signatories.ts';
import type { PublicStatement } from './public.ts';
import { signature } from './signature-tables.ts';

/** So many rows are read at a time: ten times as many are no faster, and take the server a hundred megabytes more. */
const batch = 500;

/**
 * Every named signatory in the order of signing, read in pieces, so that a hundred thousand take the memory of a few
 * hundred. Who withdraws meanwhile is not in what follows.
 */
async function* everySignatory(ctx: Context, statementId: string): AsyncGenerator<Signatory[]> {
	for (let after = 0; ; ) {
		const rows = await ctx.db
			.select(signatoryColumns)
			.from(signature)
			.where(and(namedPublicly(statementId), gt(signature.position, after)))
			.orderBy(asc(signature.position))
			.limit(batch);
		if (rows.length > 0) yield rows.map(signatoryOf);
		const last = rows.at(-1);
		if (rows.length < batch || !last) return;
		after = last.position;
	}
}

/** The day of an instant in a zone, for many that mostly follow each other: a day is looked up once. */
function daysIn(zone: string): (at: Instant) => string {
	let known = { date: '', from: 0, until: 0 };
	return (at) => {
		if (at < known.from || at >= known.until) {
			const date = dayOf(at, zone);
			known = { date, from: instantOf(date, zone), until: endOfDay(date, zone) };
		}
		return known.date;
	};
}

/** The names of the columns of the CSV; programs rely on them. */
const csvColumns = [
	'name',
	'given',
	'family',
	'name_han',
	'signed_as',
	'role',
	'affiliation',
	'country',
	'verified',
	'orcid',
	'version',
	'language',
	'date',
] as const;

/** The named signatories as CSV, piece by piece. */
export function signatoriesCsv(ctx: Context, one: PublicStatement): AsyncGenerator<string> {
	const day = daysIn(one.zone);
	async function* rows() {
		yield [...csvColumns];
		for await (const items of everySignatory(ctx, one.id)) {
			for (const item of items) {
				const { names } = item;
				yield [
					displayName({ ...names, ...(names.given || names.family || names.full ? { han: '' } : {}) }, 'en'),
					names.given ?? '',
					names.family ?? '',
					names.han ?? '',
					item.as,
					item.role,
					item.affiliation,
					item.country ?? '',
					item.tier,
					item.orcid ?? '',
					item.version,
					item.locale,
					day(item.at),
				];
			}
		}
	}
	return csvPieces(rows());
}

/** The statement's signatures as JSON, piece by piece: what was signed, the counts, and every named signatory. */
export async function* signatoriesJson(ctx: Context, one: PublicStatement, origin: string): AsyncGenerator<string> {
	const texts = Object.values(one.texts).map(({ locale, printing, title, digest }) => ({
		language: locale,
		authoritative: locale === one.authoritative,
		title,
		printing,
		sha256: digest,
		text: `${origin}/statements/${one.slug}/versions/${one.version}/${locale}-${printing}.md`,
	}));
	const head = {
		statement: `${origin}/statements/${one.slug}`,
		...(one.sample ? { sample: true } : {}),
		version: one.version,
		texts,
		at: new Date(ctx.clock.edition.now()).toISOString(),
		counts: await countSignatures(ctx, one.id, one.version),
	};
	yield `${JSON.stringify(head).slice(0, -1)},"signatories":[`;
	const day = daysIn(one.zone);
	let first = true;
	for await (const items of everySignatory(ctx, one.id)) {
		const rows = items.map(({ at, names, ...item }) => JSON.stringify({ ...names, ...item, date: day(at) }));
		yield `${first ? '' : ','}\n${rows.join(',\n')}`;
		first = false;
	}
	yield '\n]}\n';
}
