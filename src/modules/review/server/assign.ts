import { and, eq, inArray, isNull, notInArray } from 'drizzle-orm';
import { type Actor, closedTo, demand, endRelation, grantRelation, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, Refusal } from '#core/refusal/index.ts';
import { standingApplications } from '#modules/calls/server/index.ts';
import { conflictsWith } from './conflicts/pairs.ts';
import { assignedJob } from './job-names.ts';
import { panelOf } from './panel.ts';
import { relationAt, type StageAt, stageAt } from './stage-at.ts';
import { reviewAssignment, reviewRecusal } from './tables.ts';

export interface AssignInput {
	call: string;
	stage: string;
	applications: readonly string[];
	people: readonly string[];
}

/** Why one of the pairs was left out. */
export type NotAssigned = 'assigned-already' | 'recused' | 'own' | 'conflict' | 'elsewhere';

export interface Assigned {
	assigned: number;
	left: { application: string; person: string; why: NotAssigned }[];
}

/** So many pairs may be assigned in one go. */
const mostPairs = 5000;

/**
 * Asks each of these people to score each of these applications, at a stage. Who recused himself, has a part in the
 * application or another conflict with it is left out, and said; so is what is not at this stage, or not there for whoever
 * assigns, who has a stake in it.
 * @throws Refusal `not-found`, `forbidden`; `invalid` (`choose-applications`, `choose-people`, `not-on-panel`); `too-many`
 */
export async function assign(ctx: Context, actor: Actor, input: AssignInput): Promise<Assigned> {
	const { call, stage } = await stageAt(ctx, input.call, input.stage);
	demand(ctx, actor, 'review.assign', call.subject);
	const applications = [...new Set(input.applications)];
	const people = [...new Set(input.people)];
	const problems = [
		...(applications.length === 0 ? [{ path: 'applications', code: 'choose-applications' }] : []),
		...(people.length === 0 ? [{ path: 'people', code: 'choose-people' }] : []),
	];
	if (problems.length > 0) throw invalid(problems);
	if (applications.length * people.length > mostPairs) {
		throw new Refusal('too-many', 'too-many-pairs', { params: { max: mostPairs } });
	}
	return transaction(ctx, async (tx) => {
		const panel = new Set(await panelOf(tx, call, stage.id));
		if (people.some((person) => !panel.has(person))) throw invalid([{ path: 'people', code: 'not-on-panel' }]);
		const pairs = applications.flatMap((application) => people.map((person) => ({ application, person })));
		return assignPairs(tx, actor, { call, stage }, pairs);
	});
}

/**
 * Assigns pairs of people of the panel with applications. Part of the caller's transaction, who has asked for the right.
 * The number of statements rises with the pairs that are made, not with those that are left out.
 */
export async function assignPairs(
	tx: Context,
	actor: Actor,
	{ call, stage }: Pick<StageAt, 'call' | 'stage'>,
	pairs: readonly { application: string; person: string }[],
): Promise<Assigned> {
	const applications = [...new Set(pairs.map(({ application }) => application))];
	const people = [...new Set(pairs.map(({ person }) => person))];
	const standing = await standingApplications(tx, applications, { lock: true });
	const recused = await tx.db
		.select({ application: reviewRecusal.applicationId, person: reviewRecusal.personId })
		.from(reviewRecusal)
		.where(inArray(reviewRecusal.applicationId, applications));
	const present = await tx.db
		.select({ application: reviewAssignment.applicationId, person: reviewAssignment.personId })
		.from(reviewAssignment)
		.where(
			and(
				inArray(reviewAssignment.applicationId, applications),
				eq(reviewAssignment.stageId, stage.id),
				isNull(reviewAssignment.endedAt),
			),
		);
	const conflicts = await conflictsWith(tx, call, { applications, people });
	const closed = closedTo(actor);
	const setOf = (list: readonly { application: string; person: string }[]) =>
		new Set(list.map(({ application, person }) => `${application} ${person}`));
	const [away, there] = [setOf(recused), setOf(present)];
	const has = (set: ReadonlySet<string>, application: string, person: string) => set.has(`${application} ${person}`);
	const left: Assigned['left'] = [];
	const wanted: { application: string; person: string }[] = [];
	const wantedOf = new Map<string, Set<string>>();
	for (const { application, person } of pairs)
		wantedOf.set(application, (wantedOf.get(application) ?? new Set()).add(person));
	for (const id of applications) {
		const one = standing.find(({ application }) => application.id === id);
		const here =
			one?.application.callId === call.callId &&
			!closed.includes(id) &&
			one.application.state === 'submitted' &&
			one.stages[one.at]?.stage.id === stage.id;
		for (const person of wantedOf.get(id) ?? []) {
			const conflict = conflicts(id, person);
			const why = !here
				? 'elsewhere'
				: conflict === 'own'
					? 'own'
					: has(away, id, person)
						? 'recused'
						: (conflict ?? (has(there, id, person) ? 'assigned-already' : undefined));
			if (why) left.push({ application: id, person, why });
			else wanted.push({ application: id, person });
		}
	}
	if (wanted.length === 0) return { assigned: 0, left };
	const relation = relationAt(stage);
	await tx.db.insert(reviewAssignment).values(
		wanted.map(({ application, person }) => ({
			id: newId(),
			callId: call.callId,
			stageId: stage.id,
			applicationId: application,
			personId: person,
			relation,
			assignedBy: personOf(actor) ?? null,
			at: tx.clock.edition.now(),
		})),
	);
	for (const { application, person } of wanted) {
		await grantRelation(tx, actor, person, relation, { type: 'application', id: application }, call.scope);
	}
	await record(
		tx,
		actor,
		...wanted.map(({ application, person }) => ({
			action: 'assign',
			subject: { type: 'application', id: application },
			scope: call.scope,
			data: { stage: stage.id, person, as: relation },
		})),
	);
	const batch = newId();
	const told = people.filter((person) => wanted.some((pair) => pair.person === person));
	await tx.jobs.enqueueAll(
		tx,
		assignedJob,
		told.map((person) => ({
			person,
			call: call.callId,
			stage: stage.id,
			batch,
			count: wanted.filter((pair) => pair.person === person).length,
		})),
	);
	return { assigned: wanted.length, left };
}

/**
 * Takes assignments of a stage back: these people score these applications no more, and what they scored counts no more.
 * @returns how many ended
 * @throws Refusal `not-found`, `forbidden`
 */
export async function unassign(ctx: Context, actor: Actor, input: AssignInput): Promise<number> {
	const { call, stage } = await stageAt(ctx, input.call, input.stage);
	demand(ctx, actor, 'review.assign', call.subject);
	if (input.applications.length === 0 || input.people.length === 0) return 0;
	return transaction(ctx, async (tx) => {
		const present = await tx.db
			.select({
				id: reviewAssignment.id,
				application: reviewAssignment.applicationId,
				person: reviewAssignment.personId,
			})
			.from(reviewAssignment)
			.where(
				and(
					eq(reviewAssignment.callId, call.callId),
					eq(reviewAssignment.stageId, stage.id),
					inArray(reviewAssignment.applicationId, [...input.applications]),
					notInArray(reviewAssignment.applicationId, [...closedTo(actor)]),
					inArray(reviewAssignment.personId, [...input.people]),
					isNull(reviewAssignment.endedAt),
				),
			)
			.for('update');
		await endAssignments(tx, actor, present);
		await record(
			tx,
			actor,
			...present.map(({ application, person }) => ({
				action: 'unassign',
				subject: { type: 'application', id: application },
				scope: call.scope,
				data: { stage: stage.id, person },
			})),
		);
		return present.length;
	});
}

/** Ends assignments, and the relations to the applications that nothing else gives. Part of the caller's transaction. */
export async function endAssignments(
	tx: Context,
	actor: Actor,
	ending: readonly { id: string; application: string; person: string }[],
): Promise<void> {
	if (ending.length === 0) return;
	await tx.db
		.update(reviewAssignment)
		.set({ endedAt: tx.clock.edition.now() })
		.where(
			inArray(
				reviewAssignment.id,
				ending.map(({ id }) => id),
			),
		);
	const left = await tx.db
		.select({
			application: reviewAssignment.applicationId,
			person: reviewAssignment.personId,
			relation: reviewAssignment.relation,
		})
		.from(reviewAssignment)
		.where(
			and(
				inArray(
					reviewAssignment.applicationId,
					ending.map(({ application }) => application),
				),
				isNull(reviewAssignment.endedAt),
			),
		);
	for (const { application, person } of ending) {
		for (const relation of ['reviewer', 'juror'] as const) {
			const still = left.some(
				(one) => one.application === application && one.person === person && one.relation === relation,
			);
			if (!still) await endRelation(tx, actor, person, relation, { type: 'application', id: application });
		}
	}
}
