import { dayOf, formatDate } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { inLocale, type Locale } from '#core/i18n/index.ts';
import { countryName } from '#core/text/index.ts';
import { plainText } from '#core/text/markdown.ts';
import { qrSvg } from '#core/typesetting/index.ts';
import { organisationsById } from '#modules/editions/server/index.ts';
import { formalName } from '#modules/people/name.ts';
import { languagesOf } from '../statement.ts';
import { snapshotWords } from '../ui/snapshot-words.ts';
import { type StatementRow, textsOfVersion } from './load.ts';
import type { SignatoryRow } from './signatories.ts';
import type { statementSnapshot } from './signature-tables.ts';

const template = 'src/modules/statements/templates/signatories.typ';
/** A part is some sixty pages, and a busy machine is slow. */
const mostMs = 600_000;

export interface SnapshotContent {
	row: StatementRow;
	snapshot: Pick<typeof statementSnapshot.$inferSelect, 'reference' | 'at' | 'version' | 'rehearsal'>;
	/** Everybody named, in the order of signing, in pieces: each begins a page. */
	named: AsyncIterable<readonly SignatoryRow[]>;
	/** How many they are, and how many more are not named. */
	count: number;
	anonymous: number;
	/** Of the site. */
	origin: string;
}

/**
 * The statement with everybody who signed it, as PDF/A. Its bytes depend on what it is given alone: set again it has the
 * digest it had before.
 * @throws Error when those named are not as many as were said: the list changed while it was read
 */
export async function renderSnapshot(ctx: Context, content: SnapshotContent): Promise<Uint8Array> {
	const { row, snapshot, named, count, anonymous, origin } = content;
	const texts = await textsOfVersion(ctx, row.id, snapshot.version);
	const present = Object.fromEntries(texts.map((text) => [text.locale, text]));
	const publisher = (await organisationsById(ctx, [row.organisationId])).get(row.organisationId);
	const languages = languagesOf(present, row.authoritative);
	const locale = languages[0] ?? 'en';
	const words = snapshotWords[locale];
	const verifyUrl = `${origin}/verify/${snapshot.reference}`;
	const common = {
		locale,
		title: present[locale]?.title ?? '',
		day: dayOf(snapshot.at, row.zone),
		reference: snapshot.reference,
		rehearsal: snapshot.rehearsal || row.sample,
		verifyUrl,
		publisher: publisher ? inLocale(publisher.name, locale).text : '',
		words: {
			...words.plain,
			asOf: words.asOf(formatDate(snapshot.at, row.zone, locale)),
			version: words.version(snapshot.version),
			counts: words.counts(count, anonymous),
		},
	};
	const printed = languages.map((language) => {
		const { title, body, digest } = present[language] as (typeof texts)[number];
		return { locale: language, title, digest, paragraphs: plainText(body).split('\n\n') };
	});
	const files = { 'code.svg': qrSvg(verifyUrl) };
	async function* parts() {
		let done = 0;
		for await (const piece of named) {
			const signatories = piece.map((one) => lineOf(one, locale, snapshot.version, words));
			const range = words.range(done + 1, done + piece.length);
			const own = { texts: done === 0 ? printed : [], range, signatories };
			done += piece.length;
			yield (firstPage: number) => ({ template, data: { ...common, ...own, firstPage }, files, mostMs });
		}
		if (done !== count) throw new Error('the list changed while it was read');
	}
	return ctx.typesetter.inParts(parts());
}

/** A signatory as the list prints him: his name, and the rest of what he said. Pure. */
function lineOf(
	one: SignatoryRow,
	locale: Locale,
	version: number,
	words: (typeof snapshotWords)[Locale],
): [string, string] {
	const { names } = one;
	const latin = formalName({ ...names, han: '' }, 'en');
	const name = one.as === 'organisation' ? (names.full ?? names.han ?? '') : latin || (names.han ?? '');
	const other = names.han && names.han !== name ? ` ${names.han}` : '';
	const rest = [
		one.role,
		one.affiliation,
		one.country ? countryName(one.country, locale) : '',
		one.orcid ? `ORCID ${one.orcid}` : words.tier[one.tier],
		one.version === version ? '' : words.signedVersion(one.version),
	];
	return [name + other, rest.filter(Boolean).join(' · ')];
}
