import { desc, eq } from 'drizzle-orm';
import { type Actor, demand, personOf } from '#core/access/index.ts';
import { formatDate, formatDeadline, lastMinute } from '#core/clock/format.ts';
import { originOf } from '#core/config/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { type Bilingual, inLocale, localePath } from '#core/i18n/index.ts';
import type { JobData } from '#core/jobs/index.ts';
import { record } from '#core/ledger/index.ts';
import { queueMail } from '#core/mail/index.ts';
import { invalid, notFound, type Problem, Refusal } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { localTimeSchema } from '../../form.ts';
import { instantOf } from '../../local-time.ts';
import { closingAt, closingTime } from '../../window.ts';
import { extensionJob } from '../job-names.ts';
import { callExtension } from '../late-link-tables.ts';
import { lockWindow, writeWindow } from '../move-window.ts';
import { callSubject, scopeOf } from '../subject.ts';
import { call, callWindow } from '../tables.ts';
import { extensionMail } from './mail-texts.ts';
import { type ExtensionReaders, readersOfExtension } from './told-of-extension.ts';

const mostReason = 2000;

export interface ExtendCallInput {
	/** Id of the edition, or of the standing call. */
	desk: string;
	/** Slug of the call. */
	call: string;
	/** Wall clock in the zone of the call, as in a window: a bare date is its close of business, or the whole day. */
	closes: string;
	/** Why, for those who are told; may be empty. */
	reason: Partial<Bilingual>;
	/** Whether those who have applied are told too, and not only those who are still writing. */
	applicants: boolean;
	/** The close that was on the screen: when somebody else has moved it since, nothing happens. */
	seen: number;
}

export interface Extended {
	id: string;
	/** The first instant that is too late now. */
	closesAt: number;
	/** How many mails go out. */
	told: number;
}

/**
 * Puts off when a call closes, also of one that has closed, and tells once everybody who is writing (and on wish who has
 * applied), each in his language. Ledger, pages and the due-list follow as when a window is moved.
 * @throws Refusal `not-found`, `forbidden`; `invalid` at `closes` (`not-a-time`, `not-later`, `time-past`), `reason`;
 *   `conflict` (`window-moved`)
 */
export async function extendCall(ctx: Context, actor: Actor, input: ExtendCallInput): Promise<Extended> {
	return transaction(ctx, async (tx) => {
		const found = await lockWindow(tx, actor, input);
		const { callId } = found.place;
		const fromAt = found.window.closesAt;
		if (fromAt !== input.seen) throw new Refusal('conflict', 'window-moved', { params: { closesAt: fromAt } });
		const reason = check(input, found.window, tx.clock.edition.now());
		const { readers } = await readersOfExtension(tx, callId, input);
		const instants = await writeWindow(tx, found, { closes: input.closes, accept: 'all' });
		if (!instants) throw invalid([{ path: 'closes', code: 'not-later' }]);
		const id = newId();
		await tx.db.insert(callExtension).values({
			id,
			callId,
			fromAt,
			untilAt: instants.closesAt,
			reason,
			applicants: input.applicants,
			told: readers.length,
			personId: personOf(actor) ?? null,
			at: tx.clock.edition.now(),
		});
		await record(tx, actor, {
			action: 'extend-call',
			subject: { type: 'call', id: callId },
			scope: scopeOf(found.place),
			data: { from: fromAt, to: instants.closesAt, told: readers.length, applicants: input.applicants },
		});
		await tx.jobs.enqueue(tx, extensionJob, { extension: id });
		return { id, closesAt: instants.closesAt, told: readers.length };
	});
}

/** Who would be told, before anything happens. @throws Refusal `not-found`, `forbidden` */
export async function previewExtension(
	ctx: Context,
	actor: Actor,
	{ call: callId }: { call: string },
): Promise<{ writing: ExtensionReaders; all: ExtensionReaders }> {
	const [place] = await ctx.db
		.select({ callId: call.id, editionId: call.editionId, organisationId: call.organisationId })
		.from(call)
		.where(eq(call.id, callId));
	if (!place) throw notFound('no-such-call');
	demand(ctx, actor, 'call.move-window', callSubject(place));
	return {
		writing: await readersOfExtension(ctx, callId, { applicants: false }),
		all: await readersOfExtension(ctx, callId, { applicants: true }),
	};
}

/** The extensions of a call, the newest first. The caller has demanded `call.move-window`. One query. */
export async function extensionsOf(ctx: Context, callId: string) {
	return ctx.db
		.select({
			id: callExtension.id,
			fromAt: callExtension.fromAt,
			untilAt: callExtension.untilAt,
			reason: callExtension.reason,
			told: callExtension.told,
			at: callExtension.at,
		})
		.from(callExtension)
		.where(eq(callExtension.callId, callId))
		.orderBy(desc(callExtension.at), desc(callExtension.id));
}

/** Queues the mails of an extension. Run again, it queues none a second time. */
export async function sendExtension(ctx: Context, data: JobData): Promise<void> {
	const [found] = await ctx.db
		.select({ extension: callExtension, call, zone: callWindow.zone })
		.from(callExtension)
		.innerJoin(call, eq(call.id, callExtension.callId))
		.innerJoin(callWindow, eq(callWindow.callId, call.id))
		.where(eq(callExtension.id, String(data.extension)));
	if (!found) return;
	const { extension, zone } = found;
	const { readers } = await readersOfExtension(ctx, extension.callId, extension);
	for (const { key, personId, address, locale, draft, applied } of readers) {
		const title = inLocale(found.call.title, locale).text;
		await queueMail(ctx, {
			key: `extension:${extension.id}:${key}`,
			kind: 'extension',
			to: { address, name: '' },
			...(found.call.contact ? { replyTo: { address: found.call.contact, name: '' } } : {}),
			locale,
			...extensionMail.fill(locale, {
				call: title,
				day: formatDate(lastMinute(extension.untilAt, zone), zone, locale),
				until: formatDeadline(extension.untilAt, zone, locale),
				before: formatDeadline(extension.fromAt, zone, locale),
				reason: extension.reason.en || extension.reason.zh ? inLocale(extension.reason, locale).text : '',
				draft: draft === null ? '' : draft || title,
				applied: applied ?? '',
				link: `${originOf(ctx.config)}${localePath(locale, '/me/applications')}`,
			}),
			scope: scopeOf({ ...found.call, callId: found.call.id }),
			...(personId === null ? {} : { personId }),
		});
	}
}

function check(
	{ closes, reason }: ExtendCallInput,
	window: { zone: string; closesAt: number; closeOfBusiness: string | null },
	now: number,
): Partial<Bilingual> {
	const problems: Problem[] = [];
	const local = localTimeSchema.safeParse(closes);
	const closesAt = local.success
		? instantOf(closingTime(closingAt(local.data, window.closeOfBusiness)), window.zone, 'end')
		: 0;
	if (!local.success) problems.push({ path: 'closes', code: 'not-a-time' });
	else if (closesAt <= window.closesAt) problems.push({ path: 'closes', code: 'not-later' });
	else if (closesAt <= now) problems.push({ path: 'closes', code: 'time-past' });
	const said: Partial<Bilingual> = {};
	for (const locale of ['en', 'zh'] as const) {
		const text = cleanText(reason[locale] ?? '', { lines: true });
		if (text.length > mostReason)
			problems.push({ path: `reason.${locale}`, code: 'too-long', params: { max: mostReason } });
		if (text) said[locale] = text;
	}
	if (problems.length > 0) throw invalid(problems);
	return said;
}
