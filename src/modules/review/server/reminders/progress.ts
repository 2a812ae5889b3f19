import { and, asc, eq } from 'drizzle-orm';
import { type Actor, can, closedTo, demand } from '#core/access/index.ts';
import { day } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { mailAddressesOf } from '#core/identity/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import { callOfDesk, stageEntries, type StageEntry } from '#modules/calls/server/index.ts';
import { reminderTimes } from '#modules/calls/reminder-time.ts';
import { displayName } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import type { QualityCount } from '../../quality.ts';
import { type RoleInTrack, roleInTrack } from '../../reviewer.ts';
import { marksByReviewer } from '../marks/read-marks.ts';
import { panelOf } from '../panel.ts';
import { reviewReminder } from '../reminder-tables.ts';
import { reviewerRole } from '../reviewer-tables.ts';
import { type AssignedScore, assignedScores } from '../scores.ts';
import { type StageAt, stageAt } from '../stage-at.ts';
import { isOpen } from './missing.ts';
import { wantedAt } from './wanted-at.ts';

/** Somebody of the panel, and how far he is. */
export interface ReviewerProgress {
	person: string;
	name: string;
	assigned: number;
	/** Something is written that was not handed in. */
	begun: number;
	/** Answered: scored, or beyond his competence. */
	done: number;
	notCompetent: number;
	/** The numbers of what is missing. */
	missing: string[];
	lastAt: number | null;
	/** Since when scores are missing though they were wanted; null where nothing is late. */
	overdueSince: number | null;
	reminded: { at: number; times: number } | null;
	/** No mail can reach him. */
	unreachable: boolean;
	/** Marks of chairs and fellows for his reviews; null for whoever may not read scores. */
	marks: QualityCount | null;
}

/** An application whose reviews are not all there. */
export interface ApplicationProgress {
	id: string;
	number: string;
	title: string;
	wanted: number;
	done: number;
	/** Asked, and not answered. */
	waiting: { person: string; name: string; begun: boolean }[];
	/** So many reviews will be missing even when all who were asked have answered. */
	unasked: number;
	/** Whole days since the oldest of those who have not answered was asked; null where nobody is. */
	days: number | null;
}

/** A reminder of the stage: sent, or what would be sent now. */
export interface ReminderProgress {
	days: number;
	at: number;
	/** How many got it; null while it is to come. */
	sent: number | null;
	/** How many would get it, if it came now. */
	would: number;
}

export interface StageProgress {
	call: { id: string; slug: string; title: Partial<Bilingual>; zone: string };
	stage: { id: string; label: Bilingual; perApplication: number };
	now: number;
	wantedAt: number | null;
	reviewers: ReviewerProgress[];
	applications: ApplicationProgress[];
	reminders: ReminderProgress[];
	/** Who stands by, with what he has. */
	emergency: { person: string; name: string; open: number }[];
	figures: { assigned: number; done: number; late: number; missing: number };
	may: { remind: boolean; read: boolean };
}

/**
 * Who is late and what is missing at a stage, at a glance. A constant number of queries.
 * @param input.desk id of the edition, or of the standing call
 * @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function stageProgress(
	ctx: Context,
	actor: Actor,
	input: { desk: string; call: string; stage: string; locale: Locale },
): Promise<StageProgress> {
	const at = await stageAt(ctx, await callOfDesk(ctx, input.desk, input.call), input.stage);
	const { call, stage } = at;
	const reminds = can(actor, 'review.assign', call.subject, ctx.clock) === 'yes';
	if (!reminds) demand(ctx, actor, 'review.read', call.subject);
	const reads = can(actor, 'review.read', call.subject, ctx.clock) === 'yes';
	const now = ctx.clock.edition.now();
	const entries = await stageEntries(ctx, call, stage.id, [], closedTo(actor));
	const byId = new Map(entries.map((entry) => [entry.id, entry]));
	const assigned = (await assignedScores(ctx, { call: call.callId, stages: [stage.id] })).filter(({ application }) =>
		byId.has(application),
	);
	const sent = await ctx.db
		.select({ person: reviewReminder.personId, at: reviewReminder.at, rule: reviewReminder.rule })
		.from(reviewReminder)
		.where(and(eq(reviewReminder.callId, call.callId), eq(reviewReminder.stageId, stage.id)))
		.orderBy(asc(reviewReminder.at));
	const roles = await ctx.db.select().from(reviewerRole).where(eq(reviewerRole.callId, call.callId));
	const panel = await panelOf(ctx, call, stage.id);
	const people = [...new Set([...panel, ...assigned.map(({ person }) => person)])];
	const records = await readPeople(ctx, people);
	const addresses = await mailAddressesOf(ctx, people);
	const nameOf = (id: string) => {
		const record = records.get(id);
		return record ? displayName(record.names, input.locale) : '';
	};
	const marks = reads ? await marksByReviewer(ctx, { call: call.callId, stage: stage.id }) : null;
	const wanted = wantedAt(at);
	const waits = (one: AssignedScore) => isOpen(one) && isHere(byId.get(one.application));
	const reviewers = [...Map.groupBy(assigned, ({ person }) => person)].map(([person, own]): ReviewerProgress => {
		const missing = own.filter(waits);
		const last = own.flatMap(({ score }) => score?.at ?? []);
		const reminders = sent.filter((one) => one.person === person);
		return {
			person,
			name: nameOf(person),
			assigned: own.length,
			begun: missing.filter(({ drafted }) => drafted).length,
			done: own.filter(({ score }) => score !== null).length,
			notCompetent: own.filter(({ score }) => score?.notCompetent).length,
			missing: numbersOf(missing, byId),
			lastAt: last.length === 0 ? null : Math.max(...last),
			overdueSince: missing.length > 0 && wanted !== null && now >= wanted ? wanted : null,
			reminded: reminders.length === 0 ? null : { at: reminders.at(-1)?.at ?? 0, times: reminders.length },
			unreachable: !addresses.has(person),
			marks: marks && (marks.get(person) ?? { excellent: 0, fine: 0, thin: 0 }),
		};
	});
	// The latest first: most missing, then least done.
	reviewers.sort((a, b) => b.missing.length - a.missing.length || a.name.localeCompare(b.name));
	const applications = entries.filter(isHere).flatMap((entry): ApplicationProgress[] => {
		const own = assigned.filter(({ application }) => application === entry.id);
		return progressOf(entry, own, stage.perApplication, now, nameOf);
	});
	// Those that have waited longest first; then those for whom nobody was asked, by their numbers.
	applications.sort((a, b) => (b.days ?? -1) - (a.days ?? -1));
	const would = reviewers.filter(({ missing, unreachable }) => missing.length > 0 && !unreachable).length;
	const waiting = reviewers.reduce((sum, { missing }) => sum + missing.length, 0);
	return {
		call: { id: call.callId, slug: call.slug, title: call.title, zone: call.zone },
		stage: { id: stage.id, label: stage.label, perApplication: stage.perApplication },
		now,
		wantedAt: wanted,
		reviewers,
		applications,
		reminders: remindersOf(at, sent, now, would),
		emergency: panel
			.filter((person) => standsBy(roles, person))
			.map((person) => ({
				person,
				name: nameOf(person),
				open: reviewers.find((one) => one.person === person)?.missing.length ?? 0,
			}))
			.sort((a, b) => a.open - b.open || a.name.localeCompare(b.name)),
		figures: {
			assigned: assigned.length,
			done: assigned.filter((one) => !isOpen(one)).length,
			late: wanted !== null && now >= wanted ? waiting : 0,
			missing: applications.reduce((sum, { wanted: of, done }) => sum + Math.max(0, of - done), 0),
		},
		may: { remind: reminds, read: reads },
	};
}

function isHere(entry: StageEntry | undefined): boolean {
	return entry?.here === true && entry.state === 'submitted';
}

function numbersOf(of: readonly AssignedScore[], byId: ReadonlyMap<string, StageEntry>): string[] {
	return of
		.map(({ application }) => byId.get(application)?.number ?? '')
		.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/** What is missing of an application; none where nothing is. Pure. */
function progressOf(
	{ id, number, title }: StageEntry,
	own: readonly AssignedScore[],
	wanted: number,
	now: number,
	nameOf: (person: string) => string,
): ApplicationProgress[] {
	const done = own.filter(({ score }) => score && !score.notCompetent).length;
	if (done >= wanted && own.every((one) => !isOpen(one))) return [];
	const waiting = own.filter(isOpen);
	const oldest = waiting.reduce<number | null>((least, { at }) => Math.min(least ?? at, at), null);
	return [
		{
			id,
			number,
			title,
			wanted,
			done,
			waiting: waiting
				.map(({ person, drafted }) => ({ person, name: nameOf(person), begun: drafted }))
				.sort((a, b) => a.name.localeCompare(b.name)),
			unasked: Math.max(0, wanted - done - waiting.length),
			days: oldest === null ? null : Math.floor((now - oldest) / day),
		},
	];
}

function remindersOf(
	{ stage, call }: StageAt,
	sent: readonly { rule: string }[],
	now: number,
	would: number,
): ReminderProgress[] {
	return reminderTimes(stage, call.zone).map(({ days, rule, at }) => ({
		days,
		at,
		sent: at <= now ? sent.filter((one) => one.rule === rule).length : null,
		would,
	}));
}

/** Whether somebody is an emergency reviewer of all tracks or of one. Pure. */
function standsBy(roles: readonly (RoleInTrack & { personId: string })[], person: string): boolean {
	const own = roles.filter(({ personId }) => personId === person);
	return own.some(({ track }) => roleInTrack(own, track === '' ? null : track) === 'emergency');
}
