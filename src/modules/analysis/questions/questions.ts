import type { AnalysedText, NumberedSentence, Question } from '../analysis.ts';
import { type Amount, amountsIn } from '../amounts.ts';
import { sentenceAt } from '../coverage.ts';
import { type Cues, cues } from './cues.ts';
import { excerpt } from './excerpt.ts';
import { wording } from './wording.ts';

/** How many questions are asked at most. */
export const mostQuestions = 5;

/** Of a sentence so much is looked at. */
const longestLooked = 800;

/** Kinds in the order in which they are asked first; further ones of a kind come when others are wanting. */
const order = [
	'money',
	'deadline',
	'refusal',
	'source',
	'anonymous',
	'agreement',
	'percent',
	'modal',
	'superlative',
	'conditional',
	'possible',
	'vague',
] as const;
type Kind = (typeof order)[number];

/** What may be asked a second time, of another sentence. */
const repeatable: readonly Kind[] = ['money', 'source', 'modal', 'conditional', 'percent'];

/** What is asked of any text; of one that concerns no reader only what is claimed with a figure or a name. */
const plain: readonly Kind[] = ['money', 'deadline', 'refusal', 'source', 'anonymous', 'percent'];

/**
 * Questions that a journalist would follow up: what a sentence claims is taken into a fixed wording of its kind. One question
 * for a sentence, different kinds first, in order of the text. None where nothing is claimed. Pure.
 * @param concerns whether the text concerns any reader
 */
export function questionsOf(text: AnalysedText, concerns: boolean): Question[] {
	const found = candidatesOf(text).filter(({ kind }) => concerns || plain.includes(kind));
	const chosen: (Question & { kind: Kind })[] = [];
	const taken = new Set<number>();
	for (let round = 0; round < 2; round++) {
		for (const kind of order) {
			if (chosen.length >= mostQuestions) break;
			// A second question of a kind only of those that differ by what they take up.
			if (round > 0 && !repeatable.includes(kind)) continue;
			const next = found.find(
				(one) => one.kind === kind && !taken.has(one.sentence) && !chosen.some((other) => other.text === one.text),
			);
			if (!next) continue;
			chosen.push(next);
			taken.add(next.sentence);
		}
	}
	return chosen.sort((a, b) => a.sentence - b.sentence);
}

function candidatesOf(text: AnalysedText): (Question & { kind: Kind })[] {
	const t = wording[text.locale];
	const of = cues[text.locale];
	const amounts = new Map<number, Amount[]>();
	for (const amount of amountsIn(text.text, text.locale)) {
		const number = sentenceAt(text, amount.start)?.number ?? 0;
		amounts.set(number, [...(amounts.get(number) ?? []), amount]);
	}
	const found: (Question & { kind: Kind })[] = [];
	for (const sentence of text.sentences) {
		if (sentence.part === 'title' || /[?？]["”’」』]?$/.test(sentence.text)) continue;
		const words = sentence.text.slice(0, longestLooked);
		const here = (amounts.get(sentence.number) ?? []).filter(({ start }) => start - sentence.start < longestLooked);
		const ask = (kind: Kind, question: string) => found.push({ kind, text: question, sentence: sentence.number });
		const about = (pattern: RegExp) => {
			const at = pattern.exec(words)?.index;
			return at === undefined ? undefined : excerpt(words, at, text.locale);
		};
		const money = here.find(({ kind }) => kind === 'money');
		if (money) ask('money', t.money[purposeOf(money, sentence, of)](money.text));
		const date = here.find(({ kind }) => kind === 'date');
		if (date && of.modal.test(words) && isAhead(date, words)) ask('deadline', t.deadline(bareDate(date.text)));
		const percent = here.find(({ kind }) => kind === 'percent');
		if (percent) ask('percent', t.percent(percent.text));
		const who = sourceOf(words, of);
		if (who && (here.length > 0 || of.modal.test(words) || of.superlative.test(words))) ask('source', t.source(who));
		for (const kind of [
			'refusal',
			'anonymous',
			'agreement',
			'modal',
			'superlative',
			'conditional',
			'possible',
			'vague',
		] as const) {
			// A standfirst promises what the text says better.
			if (sentence.part === 'standfirst' && kind !== 'agreement') continue;
			const part = about(of[kind]);
			if (part === undefined || tooShort(part)) continue;
			if (kind === 'vague' && here.length > 0) continue;
			ask(kind, t[kind](part));
		}
	}
	return found;
}

const tooShort = (part: string) => (/\p{Script=Han}/u.test(part) ? part.length < 6 : part.split(' ').length < 3);

/** What the money is for, by the cue nearest to it. */
function purposeOf(money: Amount, sentence: NumberedSentence, { purposes }: Cues) {
	const from = Math.max(0, money.start - sentence.start - 70);
	const beside = sentence.text.slice(from, money.end - sentence.start + 50);
	const at = money.start - sentence.start - from;
	let nearest: { purpose: (typeof purposes)[number][0] | 'other'; distance: number } = {
		purpose: 'other',
		distance: Infinity,
	};
	for (const [purpose, pattern] of purposes) {
		for (const match of beside.matchAll(new RegExp(pattern, `${pattern.flags}g`))) {
			const distance = Math.abs(match.index - at);
			if (distance < nearest.distance) nearest = { purpose, distance };
		}
	}
	return nearest.purpose;
}

function sourceOf(words: string, { source }: Cues): string | undefined {
	for (const pattern of source) {
		const who = pattern.exec(words)?.[1]?.trim();
		if (!who || who.length < 2 || notSources.test(who)) continue;
		const bare = who
			.replace(/^The /, 'the ')
			.replace(/[’']s$/, '')
			.replace(/(?<=[\p{Script=Han}]{2})(?:在|根据|就|对|向|于|从|随后|回应|答复|通报|[（(]).*$/u, '');
		if (bare.length >= 2 && bare.length <= 60) return bare;
	}
	return undefined;
}

const notSources =
	/^(?:公司|企业|馆方|校方|官方|双方|各方|会议|报告|方案|草案|文件|办法|记者|读者|网友|I|He|She|It|They|We|You|This|That|These|Those|The|A|An|But|And|In|On|At|As|If|One|Some|Others?|Critics|Officials|Experts|Analysts|Nobody|Everybody|Both|Neither|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|What|Who|When|After|Before|Its?|Their|His|Her)$/u;

/** A year alone, or a month that has been, is no deadline: something has to stand before it that looks ahead. */
function isAhead({ text }: Amount, words: string): boolean {
	if (/[今去前上]年|去年|last/.test(text) && !/底|下半年|第四季度/.test(text)) return false;
	const at = words.indexOf(text);
	const before = words.slice(Math.max(0, at - 60), at);
	if (
		/\b(?:since|in|until|last|of|from|during|was|were|had|retired|founded)\s*$/i.test(before) &&
		/^(?:in )?(?:19|20)\d\d$/.test(text)
	) {
		return /\b(?:will|plans?|expected|due|by|aims?|until)\b/i.test(before);
	}
	return true;
}

/** `by 2030` → `2030`. */
const bareDate = (text: string) => text.replace(/^(?:by|in|on|before|after|until|from) /, '');
