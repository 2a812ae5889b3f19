import type { Locale } from '#core/i18n/index.ts';
import { languageOfText } from '#core/segmentation/language.ts';
import type { AnalysedText } from '../analysis.ts';
import type { AnalysisItem, Evidence, ItemKind } from '../item.ts';
import type { RawAnswer, RawStatement, RawTrend } from './answer.ts';
import { figuresIn } from './figures.ts';
import type { Dropped, DropReason, ModelAnalysis } from './model-analysis.ts';
import { unsupportedNames } from './names.ts';
import { plainFault } from './plain.ts';

/** What a model was shown, and so what its answer may stand on. */
export interface Shown {
	text: AnalysedText;
	withheld: readonly number[];
	/** Lines about the archive by their id (`A1`), with the article that each is about, if it is about one. */
	archive: ReadonlyMap<string, { line: string; article?: string }>;
	/** Pieces of our own instructions that no answer may hold. */
	secrets: readonly string[];
}

/** Most of each kind that is kept. */
const most: Record<ItemKind, number> = { summary: 4, 'reader-summary': 3, rationale: 4, trend: 4, question: 5 };
/** A quotation shorter than this says nothing, unless it is the whole sentence. */
const shortest: Record<Locale, number> = { en: 15, zh: 6 };

/**
 * Takes out of an answer what the article and the archive do not hold: this proves where a statement comes from, not that
 * it follows; that is for the editor. The model's word counts for nothing here. Pure.
 * @param advice whether words are a recommendation or a view on a price
 */
export function checkAnswer(
	answer: RawAnswer,
	shown: Shown,
	advice: (text: string, locale: Locale) => boolean,
): Pick<ModelAnalysis, 'readers' | 'items' | 'dropped' | 'stated'> {
	const items: AnalysisItem[] = [];
	const dropped: Dropped[] = [];
	const readers: ModelAnalysis['readers'] = [];
	const said = new Set<string>();
	const fault = statementCheck(shown, advice);
	let stated = 0;

	const take = (kind: ItemKind, list: readonly (RawStatement | RawTrend)[], reader?: string): number => {
		let kept = 0;
		for (const raw of list) {
			stated += 1;
			const text = raw.text.trim();
			const evidence = raw.evidence.map(({ sentence, quote }) => ({ sentence, quote: flat(quote) }));
			const archive = 'archive' in raw ? raw.archive : undefined;
			const of = `${kind}\n${text}`;
			const wrong =
				fault(text, evidence, archive) ??
				(said.has(of) ? { reason: 'repeated' as const } : undefined) ??
				(kept >= most[kind] ? { reason: 'too-many' as const } : undefined);
			const about = reader === undefined ? {} : { reader };
			if (wrong) {
				dropped.push({ kind, ...about, text, evidence, ...wrong });
				continue;
			}
			said.add(of);
			kept += 1;
			const named = (archive ?? []).flatMap((id) => shown.archive.get(id)?.article ?? []);
			items.push({
				id: [reader, kind === 'reader-summary' ? 'summary' : kind, kept].filter(Boolean).join('.'),
				kind,
				...about,
				text,
				evidence,
				...(named.length > 0 ? { archive: [...new Set(named)] } : {}),
			});
		}
		return kept;
	};

	take('summary', answer.summary);
	const answered = new Set<string>();
	for (const { reader, abstain, score, rationale, summary } of answer.readers) {
		if (answered.has(reader)) continue;
		answered.add(reader);
		const reasons = take('rationale', rationale, reader);
		take('reader-summary', summary, reader);
		if (abstain || score === null) readers.push({ reader, score: null });
		else if (score > 0 && reasons === 0) {
			// A score for which no reason is left is an opinion.
			dropped.push({ kind: 'score', reader, text: String(score), evidence: [], reason: 'no-rationale' });
			readers.push({ reader, score: null });
		} else readers.push({ reader, score });
	}
	take('trend', answer.trends);
	take('question', answer.questions);
	return { readers, items, dropped, stated };
}

/** Line ends within a sentence are shown as spaces, and quoted so. */
export function flat(text: string): string {
	return text.replace(/\s+/g, ' ').trim();
}

type Fault = { reason: DropReason; what?: string };

function statementCheck(shown: Shown, advice: (text: string, locale: Locale) => boolean) {
	const { locale } = shown.text;
	const sentences = new Map(shown.text.sentences.map(({ number, text }) => [number, flat(text)]));
	const withheld = new Set(shown.withheld);
	const vocabulary = smallWords(shown.text.text);
	return (text: string, evidence: readonly Evidence[], archive: readonly string[] | undefined): Fault | undefined => {
		const form = plainFault(text);
		if (form) return { reason: form };
		if (shown.secrets.some((piece) => text.includes(piece))) return { reason: 'prompt' };
		if (languageOfText(text) !== locale) return { reason: 'language' };
		if (advice(text, locale)) return { reason: 'advice' };
		if (evidence.length === 0 && !archive?.length) return { reason: 'no-evidence' };
		const held: string[] = [];
		for (const { sentence, quote } of evidence) {
			const whole = sentences.get(sentence);
			if (whole === undefined) return { reason: 'unknown-sentence', what: `S${sentence}` };
			if (withheld.has(sentence)) return { reason: 'withheld-sentence', what: `S${sentence}` };
			if (!whole.includes(quote)) return { reason: 'quote-not-found', what: `S${sentence}` };
			if (quote.length < shortest[locale] && quote !== whole)
				return { reason: 'quote-too-short', what: `S${sentence}` };
			held.push(whole);
		}
		for (const id of archive ?? []) {
			const line = shown.archive.get(id)?.line;
			if (line === undefined) return { reason: 'unknown-archive', what: id };
			held.push(line);
		}
		const figures = figuresIn(held.join('\n'), locale);
		for (const figure of figuresIn(text, locale)) if (!figures.has(figure)) return { reason: 'figure', what: figure };
		const [name] = unsupportedNames(text, held, locale, vocabulary);
		return name === undefined ? undefined : { reason: 'name', what: name };
	};
}

/** Words that a text uses in small letters. */
function smallWords(text: string): Set<string> {
	return new Set(text.match(/(?<![\p{L}\p{N}])\p{Ll}[\p{Ll}’'-]*/gu) ?? []);
}

/** What must be left for an analysis to stand under the model's name: a summary, a reader, and half of what it stated. Pure. */
export function enoughIsLeft({ items, readers, stated }: Pick<ModelAnalysis, 'items' | 'readers' | 'stated'>): boolean {
	const summary = items.some(({ kind }) => kind === 'summary');
	const scored = readers.some(({ score }) => score !== null);
	return summary && scored && items.length * 2 >= stated;
}
