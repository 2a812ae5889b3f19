import type { Context } from '#core/context/index.ts';
import { fileReadingOf, keptReadings, type PdfReading } from '#core/scrub/index.ts';
import { namesAndAddresses } from '#modules/people/server/index.ts';
import type { Answer, Answers, FileAnswer } from '../../answers.ts';
import type { Form } from '../../form.ts';
import {
	findSelfIdentification,
	type Identity,
	identityOf,
	type ReadText,
	type SelfIdentification,
} from '../../self-identification.ts';
import type { Stage } from '../../stage.ts';
import { answersFor, formFor, reviewerOf } from '../../visibility.ts';

/** Whether somebody of a call scores without learning who applied. */
export function isReviewedBlind(stages: readonly { stage: Stage }[]): boolean {
	return stages.some(({ stage }) => 'blind' in stage && stage.blind === 'double');
}

/**
 * What of answers tells blind reviewers who is behind them: in what they read, in the text of PDFs, in what these say of
 * themselves and in the names of files (the last two are taken out of reviewers' copies).
 * @param of.personId whose names and addresses are looked for beside those in the answers
 * @param read `kept`: only what was read of files before, for pages that must not wait
 */
export async function findSigns(
	ctx: Context,
	of: { form: Form; answers: Answers; personId: string | null },
	read: 'kept' | 'all' = 'all',
): Promise<SelfIdentification[]> {
	const { form, answers } = of;
	const blind = reviewerOf({ blind: 'double' });
	const shown = answersFor(form, answers, blind);
	const identity = identityOf(form, answers, of.personId === null ? {} : await accountOf(ctx, of.personId));
	const texts: ReadText[] = [];
	for (const field of formFor(form, blind).fields) {
		const answer = shown[field.id];
		if (answer === undefined) continue;
		if (field.kind !== 'file') {
			texts.push({ field: field.id, place: { in: 'text' }, text: textsIn(answer).join('\n') });
			continue;
		}
		const { file, name } = answer as FileAnswer;
		texts.push({ field: field.id, place: { in: 'file-name' }, text: name.replace(/[_+]+/g, ' ') });
		texts.push(...textsOfFile(field.id, await readingOf(ctx, file, read)));
	}
	return findSelfIdentification(identity, texts);
}

async function readingOf(ctx: Context, file: string, read: 'kept' | 'all'): Promise<PdfReading | undefined> {
	return read === 'kept' ? (await keptReadings(ctx, [file])).get(file) : fileReadingOf(ctx, file);
}

function textsOfFile(field: string, reading: PdfReading | undefined): ReadText[] {
	if (!reading) return [];
	return [
		...reading.pages.map((text, at): ReadText => ({ field, place: { in: 'page', page: at + 1 }, text })),
		...reading.remarks.map(({ key, text }): ReadText => ({ field, place: { in: 'properties', key }, text })),
	];
}

/** All words of an answer, in their order. */
function textsIn(answer: Answer): string[] {
	if (typeof answer === 'string') return [answer];
	if (Array.isArray(answer))
		return answer.flatMap((one) => (typeof one === 'string' ? [one] : textsIn({ ...one } as never)));
	return typeof answer === 'object' ? Object.values(answer).flatMap((one) => textsIn(one as Answer)) : [];
}

/** Names and addresses of an account. One query. */
async function accountOf(ctx: Context, personId: string): Promise<Partial<Identity>> {
	const account = await namesAndAddresses(ctx, personId);
	const { given = '', family = '', han = '', full = '' } = account?.names ?? {};
	return {
		names: [
			{ given, family },
			{ given: han.slice(1), family: han.slice(0, 1) },
			{ given: full.split(' ').slice(0, -1).join(' '), family: full.split(' ').at(-1) ?? '' },
		].filter(({ given, family }) => given !== '' && family !== ''),
		emails: account?.addresses ?? [],
	};
}
