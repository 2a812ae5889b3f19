import { and, eq } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import { addressFaults } from '#core/mail/index.ts';
import { notFound, type Problem } from '#core/refusal/index.ts';
import { isEmail } from '#core/text/index.ts';
import { composeLetter, type LetterContent, type LetterEffect } from '../compose.ts';
import { LetterIncomplete } from '../letter-text.ts';
import { printedName } from '../names.ts';
import { letterHtml } from '../preview.ts';
import { type WaitingLetter, waitingLetters } from './decisions.ts';
import { imagesOf } from './images.ts';
import { renderLetter } from './render.ts';
import { letterPlan } from './tables.ts';

/** One letter that would be sent. */
export interface LetterRecipient {
	determination: string;
	application: string;
	number: string;
	title: string;
	/** As it will be printed. */
	name: Bilingual;
	address: string;
	locale: Locale;
	outcome: { id: string; label: Bilingual; effect: LetterEffect };
	/** Id of its wording; the place of the rule that chose it, -1 where the outcome did. */
	text: string;
	rule: number;
	/** Its wording was written for this one letter. */
	edited: boolean;
	/** What a mail server has said of the address, where mail did not arrive there the last time. */
	unreached: string | null;
	/** It is planned for later already, at this edition time. */
	plannedFor: number | null;
	/** What stands against sending it: `letter-incomplete` (what is missing), `no-address`. */
	problems: Problem[];
}

export interface PreparedBatch {
	recipients: LetterRecipient[];
	/** How many of each outcome, in the order in which they first appear. */
	outcomes: { id: string; label: Bilingual; count: number }[];
	/** How many can't be sent as they are. */
	faulty: number;
}

/** Stands for the reference in a preview: no reference at all, so that a preview can't be passed off as a letter. */
const previewReference = 'PREVIEW';

/** What would be wrong with a letter. */
export function problemsOf({ pending, input, toAddress }: WaitingLetter): Problem[] {
	const path = `letters.${pending.determination}`;
	const problems: Problem[] = isEmail(toAddress) ? [] : [{ path, code: 'no-address' }];
	try {
		composeLetter({ ...input, reference: previewReference, verifyUrl: '', at: 0 });
	} catch (error) {
		if (!(error instanceof LetterIncomplete)) throw error;
		problems.push({ path, code: 'letter-incomplete', params: { missing: error.missing.join(', ') } });
	}
	return problems;
}

/**
 * Which letters of a call wait, to whom they go, and what is wrong with any of them. Changes nothing.
 * @throws Refusal `not-found`, `forbidden`; `conflict` (`no-letterhead`, `letter-text-missing`)
 */
export async function prepareBatch(ctx: Context, actor: Actor, input: { callId: string }): Promise<PreparedBatch> {
	const { waiting } = await waitingLetters(ctx, actor, 'letter.prepare', input.callId);
	const faults = await addressFaults(
		ctx,
		waiting.map(({ toAddress }) => toAddress),
	);
	const planned = await plannedTimes(ctx, input.callId);
	const recipients = waiting.map((one): LetterRecipient => {
		const { pending, toAddress } = one;
		return {
			determination: pending.determination,
			application: pending.application,
			number: pending.number,
			title: pending.title,
			name: { en: printedName(one.input.recipient, 'en'), zh: printedName(one.input.recipient, 'zh') },
			address: toAddress,
			locale: pending.locale,
			outcome: { id: pending.outcome.id, label: pending.outcome.label, effect: pending.outcome.effect },
			text: one.input.text.id,
			rule: one.rule,
			edited: one.edit !== null,
			unreached: faults.get(toAddress.toLowerCase())?.answer ?? null,
			plannedFor: planned.get(pending.determination) ?? null,
			problems: problemsOf(one),
		};
	});
	const outcomes = new Map<string, PreparedBatch['outcomes'][number]>();
	for (const { outcome } of recipients) {
		const known = outcomes.get(outcome.id) ?? { id: outcome.id, label: outcome.label, count: 0 };
		outcomes.set(outcome.id, { ...known, count: known.count + 1 });
	}
	return {
		recipients,
		outcomes: [...outcomes.values()],
		faulty: recipients.filter(({ problems }) => problems.length > 0).length,
	};
}

/** When letters of a call are planned for, by determination. One query. */
async function plannedTimes(ctx: Context, callId: string): Promise<Map<string, number>> {
	const plans = await ctx.db
		.select({ at: letterPlan.at, determinations: letterPlan.determinations })
		.from(letterPlan)
		.where(and(eq(letterPlan.callId, callId), eq(letterPlan.state, 'planned')));
	return new Map(plans.flatMap(({ at, determinations }) => determinations.map((id) => [id, at])));
}

/**
 * One letter as it would be sent now, but for its reference.
 * @throws Refusal as `prepareBatch`; `not-found` when the determination does not wait; LetterIncomplete
 */
export async function previewLetter(
	ctx: Context,
	actor: Actor,
	input: { callId: string; determination: string },
): Promise<{ content: LetterContent; html: string }> {
	const { waiting } = await waitingLetters(ctx, actor, 'letter.prepare', input.callId, [input.determination]);
	const [one] = waiting;
	if (!one) throw notFound();
	const content = composeLetter({
		...one.input,
		reference: previewReference,
		verifyUrl: verifyUrlOf(ctx, previewReference),
		at: ctx.clock.edition.now(),
	});
	return { content, html: letterHtml(content) };
}

/** The same as a PDF. */
export async function previewPdf(
	ctx: Context,
	actor: Actor,
	input: { callId: string; determination: string },
): Promise<Uint8Array> {
	const { content } = await previewLetter(ctx, actor, input);
	return renderLetter(ctx, content, await imagesOf(ctx, content));
}

/** The whole address at which a reference is checked. */
export function verifyUrlOf(ctx: Context, reference: string): string {
	return `${publicAddress(ctx)}/verify/${reference}`;
}

function publicAddress(ctx: Context): string {
	return (ctx.config.baseUrl ?? `http://localhost:${ctx.config.port}`).replace(/\/+$/, '');
}
