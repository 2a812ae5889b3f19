import { eq } from 'drizzle-orm';
import { type Actor, personOf } from '#core/access/index.ts';
import { originOf } from '#core/config/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { type Bilingual, inLocale, type Locale, localePath } from '#core/i18n/index.ts';
import { digestOf, mailAddressOf } from '#core/identity/index.ts';
import { record } from '#core/ledger/index.ts';
import { queueMail } from '#core/mail/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { displayName } from '#modules/people/name.ts';
import { readPerson } from '#modules/people/server/index.ts';
import { reviewSubReview } from '../sub-review-tables.ts';
import { isPersonBlocked } from './blocked.ts';
import { subAnswerMail } from './mail-texts.ts';
import { findSubReview, type OpenSubReview, surroundingsOf } from './open-sub-review.ts';

/** What whoever opens the link is told before he answers: nothing of the application. */
export interface SubReviewInvitation {
	reviewer: string;
	call: Partial<Bilingual>;
	stage: Bilingual;
	zone: string;
	dueAt: number | null;
	name: string;
}

/** The invitation that a link opens; undefined for one that is answered, taken back or out of date. */
export async function invitationByLink(
	ctx: Context,
	input: { secret: string; locale: Locale },
): Promise<SubReviewInvitation | undefined> {
	const open = await waiting(ctx, input.secret);
	if (!open) return undefined;
	const reviewer = await readPerson(ctx, open.assignment.personId);
	return {
		reviewer: displayName(reviewer.names, input.locale),
		call: open.call.title,
		stage: open.stage.label,
		zone: open.call.zone,
		dueAt: open.phases.dueAt,
		name: open.row.name,
	};
}

async function waiting(
	ctx: Context,
	secret: string,
	options: { lock?: boolean } = {},
): Promise<OpenSubReview | undefined> {
	const found = await findSubReview(ctx, { digest: digestOf(secret) });
	if (found?.row.state !== 'asked') return undefined;
	const open = await surroundingsOf(ctx, found, options);
	return open?.phases.scoring.at === 'over' ? undefined : open;
}

/**
 * Accepts to write a review for somebody. Whoever turns out to have a conflict of interest finds the invitation gone, and
 * learns nothing else.
 * @returns the id under which he writes it; undefined for who must not
 * @throws Refusal `signed-out`, `not-found`
 */
export async function acceptSubReview(
	ctx: Context,
	actor: Actor,
	input: { secret: string; mayBeNamed: boolean },
): Promise<string | undefined> {
	const person = personOf(actor);
	if (person === undefined) throw new Refusal('signed-out', 'sign-in-first');
	return transaction(ctx, async (tx) => {
		const open = await waiting(tx, input.secret, { lock: true });
		if (!open || (actor.kind === 'person' && actor.seenBy)) throw notFound();
		const blocked = await isPersonBlocked(tx, open.standing, person);
		await tx.db
			.update(reviewSubReview)
			.set({
				state: blocked ? 'blocked' : 'accepted',
				secretDigest: null,
				personId: blocked ? null : person,
				mayBeNamed: !blocked && input.mayBeNamed,
				answeredAt: tx.clock.edition.now(),
			})
			.where(eq(reviewSubReview.id, open.row.id));
		await record(tx, actor, {
			action: 'accept-sub-review',
			subject: { type: 'application', id: open.standing.application.id },
			scope: open.standing.scope,
			data: { stage: open.stage.id, subReview: open.row.id, blocked },
		});
		if (blocked) return undefined;
		await tellReviewer(tx, open, 'accepted');
		return open.row.id;
	});
}

/** Declines by the link, signed in or not. @throws Refusal `not-found` */
export async function declineSubReview(ctx: Context, actor: Actor, input: { secret: string }): Promise<void> {
	await transaction(ctx, async (tx) => {
		const open = await waiting(tx, input.secret, { lock: true });
		if (!open) throw notFound();
		await tx.db
			.update(reviewSubReview)
			.set({ state: 'declined', secretDigest: null, answeredAt: tx.clock.edition.now() })
			.where(eq(reviewSubReview.id, open.row.id));
		await record(tx, actor, {
			action: 'decline-sub-review',
			subject: { type: 'application', id: open.standing.application.id },
			scope: open.standing.scope,
			data: { stage: open.stage.id, subReview: open.row.id },
		});
		await tellReviewer(tx, open, 'declined');
	});
}

/** Mails the reviewer what became of his question. Part of the caller's transaction. */
export async function tellReviewer(
	tx: Context,
	{ row, assignment, call, standing }: OpenSubReview,
	what: 'accepted' | 'declined' | 'handed',
): Promise<void> {
	const address = await mailAddressOf(tx, assignment.personId);
	if (address === undefined) return;
	const person = await readPerson(tx, assignment.personId);
	const locale = person.preferredLanguage ?? 'en';
	await queueMail(tx, {
		key: `sub-review-${what}:${row.id}:${what === 'handed' ? row.revision : 0}`,
		kind: 'review',
		to: { address, name: displayName(person.names, locale) },
		locale,
		...subAnswerMail.fill(locale, {
			name: row.name,
			number: standing.number,
			call: inLocale(call.title, locale).text,
			accepted: what === 'accepted' ? row.name : '',
			declined: what === 'declined' ? row.name : '',
			handed: what === 'handed' ? row.name : '',
			link: `${originOf(tx.config)}${localePath(locale, `/review/${assignment.id}`)}`,
		}),
		scope: call.scope,
		personId: assignment.personId,
	});
}
