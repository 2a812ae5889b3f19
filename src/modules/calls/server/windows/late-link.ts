import { and, desc, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import { type Actor, demand, personOf } from '#core/access/index.ts';
import { formatInstant } from '#core/clock/index.ts';
import { originOf } from '#core/config/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { digestOf } from '#core/identity/index.ts';
import { newId, newSecret } from '#core/ids/index.ts';
import { type Bilingual, inLocale, type Locale, localePath } from '#core/i18n/index.ts';
import { record } from '#core/ledger/index.ts';
import { queueMail } from '#core/mail/index.ts';
import { invalid, notFound, type Problem, Refusal } from '#core/refusal/index.ts';
import { cleanText, isEmail } from '#core/text/index.ts';
import { localTimeSchema } from '../../form.ts';
import { instantOf } from '../../local-time.ts';
import { inDesk } from '../stored-call.ts';
import { type CallPlace, callSubject, scopeOf } from '../subject.ts';
import { lateLink } from '../late-link-tables.ts';
import { application, call, callWindow } from '../tables.ts';
import { lateLinkMail } from './mail-texts.ts';

/** How many applications may come by one link, at most. */
export const mostUses = 100;
const mostLabel = 200;

export interface MakeLateLinkInput {
	/** Id of the edition, or of the standing call. */
	desk: string;
	/** Slug of the call. */
	call: string;
	/** Under which path the call's form lies, without language: `/ipspace-2021/calls/abstracts/apply`. */
	path: string;
	/** For whom or why; only the desk reads it. */
	label: string;
	/** Where the link is mailed to; empty when the maker passes it on himself. */
	email: string;
	/** Of the mail. */
	locale: Locale;
	uses: number;
	/** Wall clock in the zone of the call; a bare date is the whole day. */
	expires: string;
}

export interface MadeLateLink {
	id: string;
	/** The whole link. It is shown this once: what is stored does not tell it. */
	link: string;
}

/**
 * Makes a personal link by which its holder may begin and hand in after the close, until it expires or its uses are up.
 * @throws Refusal `not-found`, `forbidden`; `invalid` at `label`, `email`, `uses`, `expires`
 */
export async function makeLateLink(ctx: Context, actor: Actor, input: MakeLateLinkInput): Promise<MadeLateLink> {
	const found = await callOfDesk(ctx, actor, input);
	const { label, email, uses, expiresAt } = parse(input, found.zone, ctx.clock.edition.now());
	return transaction(ctx, async (tx) => {
		const [id, secret, at] = [newId(), newSecret(), tx.clock.edition.now()];
		await tx.db.insert(lateLink).values({
			id,
			callId: found.callId,
			digest: digestOf(secret),
			label,
			email: email === '' ? null : email,
			uses,
			expiresAt,
			personId: personOf(actor) ?? null,
			at,
		});
		await record(tx, actor, {
			action: 'make-late-link',
			subject: { type: 'call', id: found.callId },
			scope: scopeOf(found),
			data: { link: id, uses, expiresAt },
		});
		const link = `${originOf(tx.config)}${localePath(input.locale, input.path)}?late=${secret}`;
		if (email !== '') {
			await queueMail(tx, {
				key: `late-link:${id}`,
				kind: 'late-link',
				to: { address: email, name: '' },
				...(found.contact ? { replyTo: { address: found.contact, name: '' } } : {}),
				locale: input.locale,
				...lateLinkMail.fill(input.locale, {
					call: inLocale(found.title, input.locale).text,
					until: formatInstant(expiresAt, found.zone, input.locale),
					uses: uses > 1 ? String(uses) : '',
					link,
				}),
				scope: scopeOf(found),
			});
		}
		return { id, link };
	});
}

/** A link in the desk's list. */
export interface LateLinkRow {
	id: string;
	label: string;
	email: string | null;
	uses: number;
	used: number;
	expiresAt: number;
	at: number;
	state: 'usable' | 'used-up' | 'expired' | 'revoked';
}

/** The links of a call, the newest first. Two queries, however many. @throws Refusal `not-found`, `forbidden` */
export async function lateLinksOf(
	ctx: Context,
	actor: Actor,
	at: { desk: string; call: string },
): Promise<LateLinkRow[]> {
	const { callId } = await callOfDesk(ctx, actor, at);
	const rows = await ctx.db
		.select()
		.from(lateLink)
		.where(eq(lateLink.callId, callId))
		.orderBy(desc(lateLink.at), desc(lateLink.id));
	const now = ctx.clock.edition.now();
	return rows.map(({ id, label, email, uses, used, expiresAt, at: made, revokedAt }) => ({
		id,
		label,
		email,
		uses,
		used,
		expiresAt,
		at: made,
		state: revokedAt !== null ? 'revoked' : used >= uses ? 'used-up' : now >= expiresAt ? 'expired' : 'usable',
	}));
}

/** Makes a link worthless from now on. @throws Refusal `not-found`, `forbidden` */
export async function revokeLateLink(
	ctx: Context,
	actor: Actor,
	input: { desk: string; call: string; link: string },
): Promise<void> {
	const found = await callOfDesk(ctx, actor, input);
	await transaction(ctx, async (tx) => {
		const [ended] = await tx.db
			.update(lateLink)
			.set({ revokedAt: tx.clock.edition.now() })
			.where(and(eq(lateLink.id, input.link), eq(lateLink.callId, found.callId), isNull(lateLink.revokedAt)))
			.returning({ id: lateLink.id });
		if (!ended) return;
		await record(tx, actor, {
			action: 'revoke-late-link',
			subject: { type: 'call', id: found.callId },
			scope: scopeOf(found),
			data: { link: ended.id },
		});
	});
}

/** What a usable link still gives its holder. */
export interface LateWay {
	id: string;
	expiresAt: number;
	left: number;
}

function usable(ctx: Context, callId: string) {
	return and(
		eq(lateLink.callId, callId),
		isNull(lateLink.revokedAt),
		lt(lateLink.used, lateLink.uses),
		gt(lateLink.expiresAt, ctx.clock.edition.now()),
	);
}

/** The link with this secret, if it opens this call now; undefined otherwise, whatever stands against it. One query. */
export async function lateWay(
	ctx: Context,
	callId: string,
	secret: string | null | undefined,
): Promise<LateWay | undefined> {
	if (!secret) return undefined;
	const [row] = await ctx.db
		.select()
		.from(lateLink)
		.where(and(eq(lateLink.digest, digestOf(secret)), usable(ctx, callId)));
	return row && { id: row.id, expiresAt: row.expiresAt, left: row.uses - row.used };
}

/** The link that a draft was begun with, if it still opens its call. One query. */
export async function lateWayById(ctx: Context, callId: string, id: string | null): Promise<LateWay | undefined> {
	if (id === null) return undefined;
	const [row] = await ctx.db
		.select()
		.from(lateLink)
		.where(and(eq(lateLink.id, id), usable(ctx, callId)));
	return row && { id: row.id, expiresAt: row.expiresAt, left: row.uses - row.used };
}

/**
 * Counts one use, in the transaction of what is handed in: of two at once on the last use the second is refused.
 * @throws Refusal `closed` (`late-link-spent`): expired, revoked or used up
 */
export async function spendLateLink(ctx: Context, callId: string, id: string): Promise<void> {
	const [row] = await ctx.db
		.update(lateLink)
		.set({ used: sql`${lateLink.used} + 1` })
		.where(and(eq(lateLink.id, id), usable(ctx, callId)))
		.returning({ id: lateLink.id });
	if (!row) throw new Refusal('closed', 'late-link-spent');
}

/** How an application came, for the desk. */
export interface Arrival {
	/** For whom or why the personal link was made by which it came after the close; null when it came in time. */
	late: string | null;
	/** Its round, in a rolling call. */
	round: Bilingual | null;
}

/** By which way and into which round an application came. The caller has demanded `application.read`. One query. */
export async function arrivalOf(ctx: Context, applicationId: string): Promise<Arrival> {
	const [row] = await ctx.db
		.select({ label: lateLink.label, cohort: application.cohort, settings: call.settings })
		.from(application)
		.innerJoin(call, eq(call.id, application.callId))
		.leftJoin(lateLink, eq(lateLink.id, application.lateLinkId))
		.where(eq(application.id, applicationId));
	const round = row?.settings.cohorts?.find(({ id }) => id === row.cohort)?.label ?? null;
	return { late: row?.label ?? null, round };
}

async function callOfDesk(ctx: Context, actor: Actor, at: { desk: string; call: string }) {
	const [found] = await ctx.db
		.select({
			callId: call.id,
			editionId: call.editionId,
			organisationId: call.organisationId,
			title: call.title,
			contact: call.contact,
			zone: callWindow.zone,
		})
		.from(call)
		.innerJoin(callWindow, eq(callWindow.callId, call.id))
		.where(and(inDesk(at.desk), eq(call.slug, at.call)));
	if (!found) throw notFound('no-such-call');
	const place: CallPlace = found;
	demand(ctx, actor, 'call.move-window', callSubject(place));
	return found;
}

function parse(input: MakeLateLinkInput, zone: string, now: number) {
	const problems: Problem[] = [];
	const label = cleanText(input.label, { lines: false });
	const email = input.email.trim().toLowerCase();
	if (label === '') problems.push({ path: 'label', code: 'missing' });
	else if (label.length > mostLabel) problems.push({ path: 'label', code: 'too-long', params: { max: mostLabel } });
	if (email !== '' && !isEmail(email)) problems.push({ path: 'email', code: 'not-an-address' });
	const { uses } = input;
	if (!Number.isInteger(uses) || uses < 1 || uses > mostUses)
		problems.push({ path: 'uses', code: 'not-a-number-of-uses', params: { max: mostUses } });
	const local = localTimeSchema.safeParse(input.expires);
	const expiresAt = local.success ? instantOf(local.data, zone, 'end') : 0;
	if (!local.success) problems.push({ path: 'expires', code: 'not-a-time' });
	else if (expiresAt <= now) problems.push({ path: 'expires', code: 'time-past' });
	if (problems.length > 0) throw invalid(problems);
	return { label, email, uses, expiresAt };
}
