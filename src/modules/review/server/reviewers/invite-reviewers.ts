import { and, eq, gt, inArray, sql } from 'drizzle-orm';
import { type Actor, demand, personOf } from '#core/access/index.ts';
import { day, formatInstant } from '#core/clock/index.ts';
import { originOf } from '#core/config/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { inLocale, type Locale, localePath } from '#core/i18n/index.ts';
import { digestOf } from '#core/identity/index.ts';
import { accountAddress } from '#core/identity/tables.ts';
import { newId, newSecret } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { queueMail } from '#core/mail/index.ts';
import { invalid, type Problem, Refusal } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { displayName } from '#modules/people/name.ts';
import { readPerson } from '#modules/people/server/index.ts';
import { type Invited, type InvitedProblem, mostInvited, readInvitedList } from '../../invited-list.ts';
import { type ReviewerRole, reviewerRoles } from '../../reviewer.ts';
import { reviewerMessages } from '../../ui/reviewer-messages.ts';
import { panelOf } from '../panel.ts';
import { reviewerInvitation } from '../reviewer-tables.ts';
import { type StageAt, stageAt } from '../stage-at.ts';
import { reviewerInvitationMail } from './mail-texts.ts';
import { tracksOfCall } from './profile-scope.ts';

const mostWords = 2000;
/** For how many days an invitation may hold. */
export const mostInvitationDays = 90;

export interface InviteReviewersInput {
	call: string;
	stage: string;
	/** For this stage alone; otherwise for all stages of the call. */
	onlyStage: boolean;
	role: string;
	/** Codes; empty for all. */
	tracks: readonly string[];
	/** One a line, see `readInvitedList`. */
	list: string;
	/** In the mail; may be empty. */
	words: string;
	/** Days for which the invitations hold. */
	days: string;
	locale: Locale;
	/** What the desk is called in mails. */
	desk: string;
	/** The invitation whose answer suggested these people. */
	follows?: string;
}

/** Why somebody of the list was not invited. */
export interface NotInvited {
	line: number;
	email: string;
	why: InvitedProblem['code'] | 'invited-already' | 'reviews-already';
	excerpt: string;
}

/**
 * Asks people by mail to review. Whoever reviews there already, or has an open invitation to it, is left out and said.
 * @throws Refusal `not-found`, `forbidden`; `invalid` at `list`, `role`, `tracks`, `words`, `days`; `too-many`
 */
export async function inviteReviewers(
	ctx: Context,
	actor: Actor,
	input: InviteReviewersInput,
): Promise<{ invited: number; left: NotInvited[] }> {
	const at = await stageAt(ctx, input.call, input.stage);
	const { call } = at;
	demand(ctx, actor, 'review.assign', call.subject);
	// Who runs a track is said by those who say who is what.
	if (input.role === 'chair') demand(ctx, actor, 'relation.grant', call.subject);
	const role = reviewerRoles.find((one) => one === input.role);
	const offered = await tracksOfCall(ctx, call);
	const tracks = [...new Set(input.tracks)].filter((code) => offered.some((track) => track.code === code));
	const words = cleanText(input.words, { lines: true });
	const days = Number(input.days);
	const { people, problems: unread } = readInvitedList(input.list);
	const problems: Problem[] = [];
	if (!role) problems.push({ path: 'role', code: 'choose' });
	if (role === 'chair' && tracks.length === 0) problems.push({ path: 'tracks', code: 'chair-of-which' });
	if (words.length > mostWords) problems.push({ path: 'words', code: 'too-long', params: { max: mostWords } });
	if (!Number.isInteger(days) || days < 1 || days > mostInvitationDays) {
		problems.push({ path: 'days', code: 'not-so-many', params: { max: mostInvitationDays } });
	}
	if (people.length === 0) problems.push({ path: 'list', code: unread.length > 0 ? 'nobody-readable' : 'nobody' });
	if (problems.length > 0 || !role) throw invalid(problems);
	if (people.length > mostInvited) throw new Refusal('too-many', 'too-many-invited', { params: { max: mostInvited } });
	return transaction(ctx, async (tx) => {
		// Of two who invite at once neither would see the other's.
		await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext(${`reviewers:${call.callId}`}))`);
		const taken = await takenAddresses(tx, at, input.onlyStage, people);
		const free = people.filter(({ email }) => !taken.has(email));
		const names = tracks.map((code) => {
			const label = offered.find((track) => track.code === code)?.label;
			return label ? inLocale(label, input.locale).text : code;
		});
		await send(tx, actor, at, { ...input, role, tracks, names, words, days }, free);
		const left: NotInvited[] = [
			...unread.map(({ line, code, excerpt }) => ({ line, email: '', why: code, excerpt })),
			...people.flatMap(({ line, email, name }) => {
				const why = taken.get(email);
				return why ? [{ line, email, why, excerpt: `${name} <${email}>` }] : [];
			}),
		];
		return { invited: free.length, left: left.sort((a, b) => a.line - b.line) };
	});
}

/** Who of these people needs no invitation, and why. Three queries. */
async function takenAddresses(ctx: Context, { call, stage }: StageAt, onlyStage: boolean, people: readonly Invited[]) {
	const addresses = people.map(({ email }) => email);
	const open = await ctx.db
		.select({ email: reviewerInvitation.email, stage: reviewerInvitation.stageId })
		.from(reviewerInvitation)
		.where(
			and(
				eq(reviewerInvitation.callId, call.callId),
				inArray(reviewerInvitation.email, addresses),
				eq(reviewerInvitation.state, 'open'),
				gt(reviewerInvitation.expiresAt, ctx.clock.process.now()),
			),
		);
	const panel = new Set(await panelOf(ctx, call, stage.id));
	const owners = await ctx.db
		.select({ person: accountAddress.personId, address: accountAddress.address })
		.from(accountAddress)
		.where(inArray(accountAddress.address, addresses));
	const taken = new Map<string, 'invited-already' | 'reviews-already'>();
	for (const { email, stage: of } of open) {
		if (of === null || (onlyStage && of === stage.id)) taken.set(email, 'invited-already');
	}
	for (const { person, address } of owners) if (panel.has(person)) taken.set(address, 'reviews-already');
	return taken;
}

async function send(
	tx: Context,
	actor: Actor,
	{ call, stage }: StageAt,
	of: Omit<InviteReviewersInput, 'days'> & { role: ReviewerRole; names: string[]; days: number },
	people: readonly Invited[],
): Promise<void> {
	if (people.length === 0) return;
	const by = personOf(actor);
	const byName = by === undefined ? of.desk : displayName((await readPerson(tx, by)).names, of.locale);
	const expiresAt = tx.clock.process.now() + of.days * day;
	const made = people.map((one) => ({ ...one, id: newId(), secret: newSecret() }));
	await tx.db.insert(reviewerInvitation).values(
		made.map(({ id, secret, email, name }) => ({
			id,
			digest: digestOf(secret),
			callId: call.callId,
			stageId: of.onlyStage ? stage.id : null,
			email,
			name,
			role: of.role,
			tracks: [...of.tracks],
			locale: of.locale,
			state: 'open' as const,
			followsId: of.follows ?? null,
			byPersonId: by ?? null,
			at: tx.clock.edition.now(),
			expiresAt,
		})),
	);
	await record(tx, actor, {
		action: 'invite-reviewers',
		subject: { type: 'call', id: call.callId },
		scope: call.scope,
		data: { stage: stage.id, role: of.role, invitations: made.map(({ id }) => id) },
	});
	for (const { id, secret, email, name } of made) {
		await queueMail(tx, {
			key: `reviewer-invitation:${id}`,
			kind: 'invitation',
			to: { name, address: email },
			fromName: of.desk,
			locale: of.locale,
			...reviewerInvitationMail.fill(of.locale, {
				desk: of.desk,
				name,
				by: byName,
				call: inLocale(call.title, of.locale).text,
				role: reviewerMessages[of.locale].asRole[of.role],
				tracks: of.names.join(of.locale === 'zh' ? '、' : ', '),
				words: of.words,
				email,
				until: formatInstant(expiresAt, call.zone, of.locale),
				link: `${originOf(tx.config)}${localePath(of.locale, `/review/invitations/${secret}`)}`,
			}),
			scope: call.scope,
		});
	}
}
