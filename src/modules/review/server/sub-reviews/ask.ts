import { and, eq, inArray } from 'drizzle-orm';
import { type Actor, personOf } from '#core/access/index.ts';
import { formatDeadline } from '#core/clock/format.ts';
import { originOf } from '#core/config/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { inLocale, type Locale, localePath } from '#core/i18n/index.ts';
import { addressesOf, digestOf } from '#core/identity/index.ts';
import { newId, newSecret } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { queueMail } from '#core/mail/index.ts';
import { invalid, notFound, type Problem, Refusal } from '#core/refusal/index.ts';
import { cleanText, isEmail } from '#core/text/index.ts';
import { displayName } from '#modules/people/name.ts';
import { readPerson } from '#modules/people/server/index.ts';
import { mostAskedAtOnce } from '../../sub-review.ts';
import { demandScoring } from '../hand-in.ts';
import { openAssignment, type OpenAssignment, type ReviewKey } from '../open-assignment.ts';
import { reviewSubReview } from '../sub-review-tables.ts';
import { isAddressBlocked } from './blocked.ts';
import { subReviewMail } from './mail-texts.ts';

const mostName = 200;

/**
 * Asks somebody of the reviewer's own choice to write a review for him. The mail names the reviewer, call and stage, and
 * nothing of the application. Who must not write it gets no mail, and the reviewer can't tell: otherwise addresses could be
 * tried to learn who applied.
 * @throws Refusal `signed-out`, `not-found`; `forbidden` (`sub-reviewers-not-offered`); `invalid` at `sub-name`,
 *   `sub-email` (`required`, `bad-email`, `sub-review-self`, `sub-review-asked`); `too-many` (`sub-reviews-waiting`); `closed`
 */
export async function askSubReviewer(
	ctx: Context,
	actor: Actor,
	input: ReviewKey & { name: string; email: string; locale: Locale },
): Promise<void> {
	await openAssignment(ctx, actor, input);
	await transaction(ctx, async (tx) => {
		const open = await openAssignment(tx, actor, input, { lock: true });
		if (!open.stage.subReviewers) throw new Refusal('forbidden', 'sub-reviewers-not-offered');
		demandScoring(open.time, open.call.zone);
		const person = personOf(actor) as string;
		const name = cleanText(input.name, { lines: false });
		const email = input.email.trim().toLowerCase();
		const present = await tx.db.select().from(reviewSubReview).where(eq(reviewSubReview.assignmentId, open.id));
		const waiting = present.filter(({ state }) => state === 'asked' || state === 'blocked');
		const own = (await addressesOf(tx, person)).some(({ address }) => address.toLowerCase() === email);
		const problems: Problem[] = [];
		if (name === '' || name.length > mostName) problems.push({ path: 'sub-name', code: 'sub-name' });
		if (!isEmail(email)) problems.push({ path: 'sub-email', code: 'sub-email' });
		else if (own) problems.push({ path: 'sub-email', code: 'sub-review-self' });
		else if ([...waiting, ...present.filter(({ state }) => state === 'accepted')].some((one) => one.email === email)) {
			problems.push({ path: 'sub-email', code: 'sub-review-asked' });
		}
		if (problems.length > 0) throw invalid(problems);
		if (waiting.length >= mostAskedAtOnce) {
			throw new Refusal('too-many', 'sub-reviews-waiting', { params: { max: mostAskedAtOnce } });
		}
		const blocked = await isAddressBlocked(tx, open.standing, email);
		const id = newId();
		const secret = newSecret();
		await tx.db.insert(reviewSubReview).values({
			id,
			assignmentId: open.id,
			email,
			name,
			state: blocked ? 'blocked' : 'asked',
			secretDigest: blocked ? null : digestOf(secret),
			askedAt: tx.clock.edition.now(),
		});
		if (!blocked) await mailInvitation(tx, open, { id, secret, name, email, person, locale: input.locale });
		await record(tx, actor, {
			action: 'ask-sub-review',
			subject: { type: 'application', id: open.standing.application.id },
			scope: open.standing.scope,
			data: { stage: open.stage.id, subReview: id, blocked },
		});
	});
}

async function mailInvitation(
	tx: Context,
	{ call, stage, phases }: OpenAssignment,
	to: { id: string; secret: string; name: string; email: string; person: string; locale: Locale },
): Promise<void> {
	const reviewer = await readPerson(tx, to.person);
	const { locale } = to;
	await queueMail(tx, {
		key: `sub-review:${to.id}`,
		kind: 'review',
		to: { address: to.email, name: to.name },
		locale,
		...subReviewMail.fill(locale, {
			name: to.name,
			reviewer: displayName(reviewer.names, locale),
			call: inLocale(call.title, locale).text,
			stage: stage.label[locale],
			due: phases.dueAt === null ? '' : formatDeadline(phases.dueAt, call.zone, locale),
			link: `${originOf(tx.config)}${localePath(locale, `/review/invited/${to.secret}`)}`,
		}),
		scope: call.scope,
	});
}

/**
 * Takes an invitation back, or ends what somebody writes: he reads and writes it no more.
 * @throws Refusal `signed-out`, `not-found`
 */
export async function endSubReview(ctx: Context, actor: Actor, input: ReviewKey & { sub: string }): Promise<void> {
	await openAssignment(ctx, actor, input);
	await transaction(ctx, async (tx) => {
		const open = await openAssignment(tx, actor, input, { lock: true });
		const ended = await tx.db
			.update(reviewSubReview)
			.set({ state: 'revoked', secretDigest: null })
			.where(
				and(
					eq(reviewSubReview.id, input.sub),
					eq(reviewSubReview.assignmentId, open.id),
					inArray(reviewSubReview.state, ['asked', 'blocked', 'accepted']),
				),
			)
			.returning({ id: reviewSubReview.id });
		if (ended.length === 0) throw notFound();
		await record(tx, actor, {
			action: 'end-sub-review',
			subject: { type: 'application', id: open.standing.application.id },
			scope: open.standing.scope,
			data: { stage: open.stage.id, subReview: input.sub },
		});
	});
}
