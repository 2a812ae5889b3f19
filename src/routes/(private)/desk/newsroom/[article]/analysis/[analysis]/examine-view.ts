import type { Bilingual } from '#core/i18n/index.ts';
import type { ItemKind } from '#modules/analysis/item.ts';
import type { AnalysisForDesk } from '#modules/analysis/server/index.ts';

/** An item with the sentences it stands on, each in three pieces: before the quotation, the quotation, after it. */
export interface ExaminedItem {
	id: string;
	kind: ItemKind;
	reader: Bilingual | null;
	said: string;
	/** The editor's words; null where he took it out; undefined where he left it as it is. */
	words: string | null | undefined;
	evidence: { number: number; before: string; quote: string; after: string }[];
}

/** What the page of an analysis shows. Plain data; pure. */
export function examineView(found: AnalysisForDesk) {
	const { article, result, items, edits, ...rest } = found;
	const sentences = result?.text.text.sentences ?? [];
	const byNumber = new Map(sentences.map((one) => [one.number, one.text.replace(/\s+/g, ' ')]));
	const names = new Map(result?.text.readers.map(({ reader, name }) => [reader, name]));
	const changed = new Map(edits.map(({ item, words }) => [item, words]));
	const withheld = new Set(result?.model?.withheld);
	const textScores = new Map(result?.text.readers.map(({ reader, relevance }) => [reader, relevance]));
	return {
		...rest,
		isOut: article.state === 'published' && article.publishedVersion === found.version,
		scores: found.scores.map(({ reader, score }) => ({
			reader,
			name: names.get(reader) ?? null,
			score,
			text: textScores.get(reader) ?? null,
		})),
		items: items.map(
			({ id, kind, reader, text, evidence }): ExaminedItem => ({
				id,
				kind,
				reader: reader === undefined ? null : (names.get(reader) ?? null),
				said: text,
				words: changed.get(id),
				evidence: evidence.map(({ sentence, quote }) => pieces(sentence, byNumber.get(sentence) ?? '', quote)),
			}),
		),
		sentences: sentences.map(({ number, text }) => ({ number, text, withheld: withheld.has(number) })),
		dropped: (result?.model?.dropped ?? []).map(({ kind, reader, text, reason, what, evidence }) => ({
			kind,
			reader: reader === undefined ? null : (names.get(reader) ?? null),
			text,
			reason,
			what: what ?? '',
			sentences: evidence.map(({ sentence }) => sentence),
		})),
		stated: result?.model?.stated ?? 0,
		model: result?.model?.model ?? null,
	};
}
export type Examined = ReturnType<typeof examineView>;

function pieces(number: number, sentence: string, quote: string) {
	const flat = quote.replace(/\s+/g, ' ');
	const at = sentence.indexOf(flat);
	if (at < 0) return { number, before: sentence, quote: '', after: '' };
	return {
		number,
		before: sentence.slice(0, at),
		quote: flat,
		after: sentence.slice(at + flat.length),
	};
}
