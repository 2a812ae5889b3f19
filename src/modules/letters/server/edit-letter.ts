import { eq } from 'drizzle-orm';
import { type Actor, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, notFound, type Problem } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { callPlace } from '#modules/calls/server/index.ts';
import { letterPlaceholders, placeholdersIn } from '#modules/editions/letter-placeholders.ts';
import type { LetterText } from '../letter-text.ts';
import { problemsOf } from './prepare-batch.ts';
import { type WaitingLetter, waitingLetters } from './decisions.ts';
import { letterEdit } from './tables.ts';

const most = { subject: 300, body: 10_000 };

export interface EditLetterInput {
	callId: string;
	determination: string;
	/** The wording with its placeholders. */
	subject: { en: string; zh: string };
	body: { en: string; zh: string };
}

/**
 * The wording of one letter that waits, to be edited: as somebody has written it for this one, or as it would be.
 * @throws Refusal `not-found`, `forbidden`, `conflict` as `prepareBatch`
 */
export async function letterWording(
	ctx: Context,
	actor: Actor,
	input: { callId: string; determination: string },
): Promise<{ text: LetterText; edited: boolean; number: string; title: string }> {
	const one = await waitingLetter(ctx, actor, input);
	const { number, title } = one.pending;
	return { text: one.input.text, edited: one.edit !== null, number, title };
}

/**
 * Writes the wording of one letter for this one alone, before it is sent. The edit belongs to the decision: another
 * decision is another letter. It is marked on every list, and kept with the letter once that is sent.
 * @throws Refusal as `letterWording`; `invalid` at `subject.en`, `body.zh` and the like (`required`,
 *   `too-many-characters`, `unknown-placeholder`), at `body` (`letter-incomplete`)
 */
export async function editLetter(ctx: Context, actor: Actor, input: EditLetterInput): Promise<void> {
	await transaction(ctx, async (tx) => {
		const one = await waitingLetter(tx, actor, input);
		const text = { id: one.input.text.id, subject: clean(input.subject, false), body: clean(input.body, true) };
		const problems = wrongIn(text);
		if (problems.length > 0) throw invalid(problems);
		const lacking = problemsOf({ ...one, input: { ...one.input, text } }).find(
			({ code }) => code === 'letter-incomplete',
		);
		if (lacking) throw invalid([{ ...lacking, path: 'body' }]);
		const row = { callId: input.callId, text, personId: personOf(actor) ?? null, at: tx.clock.edition.now() };
		await tx.db
			.insert(letterEdit)
			.values({ determinationId: input.determination, ...row })
			.onConflictDoUpdate({ target: letterEdit.determinationId, set: row });
		await note(tx, actor, input.callId, one, 'edit-letter');
	});
}

/** Gives one letter the usual wording again. @throws Refusal as `letterWording` */
export async function dropLetterEdit(
	ctx: Context,
	actor: Actor,
	input: { callId: string; determination: string },
): Promise<void> {
	await transaction(ctx, async (tx) => {
		const one = await waitingLetter(tx, actor, input);
		if (one.edit === null) return;
		await tx.db.delete(letterEdit).where(eq(letterEdit.determinationId, input.determination));
		await note(tx, actor, input.callId, one, 'drop-letter-edit');
	});
}

async function waitingLetter(
	ctx: Context,
	actor: Actor,
	input: { callId: string; determination: string },
): Promise<WaitingLetter> {
	const { waiting } = await waitingLetters(ctx, actor, 'letter.send', input.callId, [input.determination]);
	const [one] = waiting;
	if (!one) throw notFound();
	return one;
}

async function note(tx: Context, actor: Actor, callId: string, one: WaitingLetter, action: string): Promise<void> {
	await record(tx, actor, {
		action,
		subject: { type: 'application', id: one.pending.application },
		scope: (await callPlace(tx, callId))?.editionId ?? callId,
		data: { determination: one.pending.determination },
	});
}

function clean(text: { en: string; zh: string }, lines: boolean): LetterText['body'] {
	return { en: cleanText(text.en, { lines }), zh: cleanText(text.zh, { lines }) };
}

function wrongIn(text: LetterText): Problem[] {
	return (['subject', 'body'] as const).flatMap((part) =>
		(['en', 'zh'] as const).flatMap((locale): Problem[] => {
			const path = `${part}.${locale}`;
			const written = text[part][locale];
			if (written === '') return [{ path, code: 'required' }];
			if (written.length > most[part]) {
				return [{ path, code: 'too-many-characters', params: { characters: written.length, max: most[part] } }];
			}
			const strange = placeholdersIn(written).find((name) => !(letterPlaceholders as readonly string[]).includes(name));
			return strange === undefined ? [] : [{ path, code: 'unknown-placeholder', params: { name: strange } }];
		}),
	);
}
