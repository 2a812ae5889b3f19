import { eq } from 'drizzle-orm';
import { type Actor, grantRelation, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { addressesOf, digestOf } from '#core/identity/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, notFound, type Problem, Refusal } from '#core/refusal/index.ts';
import { cleanText, isEmail } from '#core/text/index.ts';
import { type CallForReview, callForReview, trackObjectId } from '#modules/calls/server/index.ts';
import { namesFrom } from '#modules/people/name.ts';
import { fillBlanks } from '#modules/people/server/index.ts';
import type { ReviewerRole } from '../../reviewer.ts';
import { type ReviewerInvitationState, reviewerInvitation, reviewerRole } from '../reviewer-tables.ts';
import { stageObjectId } from '../stage-at.ts';
import { tracksOfCall } from './profile-scope.ts';

const mostReason = 1000;

/** An invitation as whoever holds its link reads it. */
export interface ReviewerInvitationPage {
	/** `expired`: nobody answered in time. */
	state: ReviewerInvitationState | 'expired';
	email: string;
	name: string;
	role: ReviewerRole;
	call: { title: Partial<Bilingual>; scope: string; zone: string };
	/** Null: all stages. */
	stage: Bilingual | null;
	tracks: { code: string; label: Bilingual }[];
	expiresAt: number;
	/** Whether whoever looks can accept. */
	reader: 'signed-out' | 'mine' | 'other';
}

/**
 * An invitation by the secret of its link. Changes nothing: programs that check mail open links before people do. Five
 * queries at most. @returns undefined when there is none
 */
export async function readReviewerInvitation(
	ctx: Context,
	actor: Actor,
	secret: string,
): Promise<ReviewerInvitationPage | undefined> {
	const [found] = await ctx.db
		.select()
		.from(reviewerInvitation)
		.where(eq(reviewerInvitation.digest, digestOf(secret)));
	if (!found) return undefined;
	const call = await callForReview(ctx, found.callId);
	const tracks = (await tracksOfCall(ctx, call)).filter(({ code }) => found.tracks.includes(code));
	const person = personOf(actor);
	const owns = person !== undefined && (await ownsAddress(ctx, person, found.email));
	return {
		state: found.state === 'open' && found.expiresAt <= ctx.clock.process.now() ? 'expired' : found.state,
		email: found.email,
		name: found.name,
		role: found.role,
		call: { title: call.title, scope: call.scope, zone: call.zone },
		stage: call.stages.find(({ stage }) => stage.id === found.stageId)?.stage.label ?? null,
		tracks,
		expiresAt: found.expiresAt,
		reader: person === undefined ? 'signed-out' : owns ? 'mine' : 'other',
	};
}

async function ownsAddress(ctx: Context, person: string, email: string): Promise<boolean> {
	const addresses = await addressesOf(ctx, person);
	return addresses.some(({ address, verifiedAt }) => address === email && verifiedAt !== null);
}

/** The invitation of a link, locked. @throws Refusal `not-found` when it is answered, withdrawn or has run out */
async function openInvitation(tx: Context, secret: string) {
	const [found] = await tx.db
		.select()
		.from(reviewerInvitation)
		.where(eq(reviewerInvitation.digest, digestOf(secret)))
		.for('update');
	if (found?.state !== 'open' || found.expiresAt <= tx.clock.process.now()) throw notFound();
	return found;
}

/**
 * Makes whoever accepts a reviewer. It asks for an account that owns the invited address: the link may have been passed on.
 * @returns where the profile is
 * @throws Refusal `not-found`; `signed-out`; `forbidden` (`other-address`)
 */
export async function acceptReviewing(
	ctx: Context,
	actor: Actor,
	input: { secret: string },
): Promise<{ scope: string }> {
	return transaction(ctx, async (tx) => {
		const found = await openInvitation(tx, input.secret);
		const person = personOf(actor);
		if (person === undefined) throw new Refusal('signed-out', 'sign-in-first');
		if (!(await ownsAddress(tx, person, found.email))) {
			throw new Refusal('forbidden', 'other-address', { params: { email: found.email } });
		}
		const call = await callForReview(tx, found.callId);
		await fillBlanks(tx, person, { names: namesFrom(found.name) });
		await become(tx, actor, person, call, found);
		await tx.db
			.update(reviewerInvitation)
			.set({ state: 'accepted', personId: person, answeredAt: tx.clock.edition.now() })
			.where(eq(reviewerInvitation.id, found.id));
		await note(tx, actor, call, found.id, 'accept-reviewing');
		return { scope: call.scope };
	});
}

async function become(
	tx: Context,
	actor: Actor,
	person: string,
	call: CallForReview,
	found: typeof reviewerInvitation.$inferSelect,
): Promise<void> {
	const stages = call.stages.filter(({ stage }) => found.stageId === null || stage.id === found.stageId);
	// Jurors are named to the public and asked at juries; whoever is asked for the whole call is what its first scored stage has.
	const kind = stages.find(({ stage }) => 'criteria' in stage)?.stage.kind;
	const relation = kind === 'jury' ? 'juror' : 'reviewer';
	const object =
		found.stageId === null
			? { type: 'call' as const, id: call.callId }
			: { type: 'stage' as const, id: stageObjectId(call.callId, found.stageId) };
	await grantRelation(tx, actor, person, relation, object, call.scope);
	if (found.role === 'chair') {
		for (const code of found.tracks) {
			await grantRelation(
				tx,
				actor,
				person,
				'chair',
				{ type: 'track', id: trackObjectId(call.scope, code) },
				call.scope,
			);
		}
	}
	const tracks = found.tracks.length > 0 ? found.tracks : [''];
	for (const track of tracks) {
		await tx.db
			.insert(reviewerRole)
			.values({ callId: call.callId, personId: person, track, role: found.role, at: tx.clock.edition.now() })
			.onConflictDoUpdate({
				target: [reviewerRole.callId, reviewerRole.personId, reviewerRole.track],
				set: { role: found.role, at: tx.clock.edition.now() },
			});
	}
}

/**
 * Declines, with a reason and somebody else to ask if he likes. Needs no account: whoever holds the mail may say no.
 * @throws Refusal `not-found`; `invalid` at `reason`, `suggestedName`, `suggestedEmail`
 */
export async function declineReviewing(
	ctx: Context,
	actor: Actor,
	input: { secret: string; reason: string; suggestedName: string; suggestedEmail: string },
): Promise<void> {
	const reason = cleanText(input.reason, { lines: true });
	const suggestedName = cleanText(input.suggestedName, { lines: false });
	const suggestedEmail = input.suggestedEmail.trim().toLowerCase();
	await transaction(ctx, async (tx) => {
		const found = await openInvitation(tx, input.secret);
		const problems: Problem[] = [];
		if (reason.length > mostReason) problems.push({ path: 'reason', code: 'too-long', params: { max: mostReason } });
		if (suggestedName.length > 120) problems.push({ path: 'suggestedName', code: 'too-long', params: { max: 120 } });
		if (suggestedEmail !== '' && !isEmail(suggestedEmail))
			problems.push({ path: 'suggestedEmail', code: 'not-an-address' });
		if (suggestedEmail !== '' && suggestedName === '') problems.push({ path: 'suggestedName', code: 'missing' });
		if (suggestedEmail === found.email) problems.push({ path: 'suggestedEmail', code: 'own-address' });
		if (problems.length > 0) throw invalid(problems);
		const call = await callForReview(tx, found.callId);
		await tx.db
			.update(reviewerInvitation)
			.set({ state: 'declined', reason, suggestedName, suggestedEmail, answeredAt: tx.clock.edition.now() })
			.where(eq(reviewerInvitation.id, found.id));
		await note(tx, actor, call, found.id, 'decline-reviewing');
	});
}

async function note(tx: Context, actor: Actor, call: CallForReview, invitation: string, action: string): Promise<void> {
	await record(tx, actor, {
		action,
		subject: { type: 'call', id: call.callId },
		scope: call.scope,
		data: { invitation },
	});
}
