import { and, asc, eq, ne, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { removeFiles } from '#core/files/index.ts';
import { applicationSigns } from './identification-tables.ts';
import { type PersonData, setPerson } from '#core/person-data/index.ts';
import type { Answers } from '../answers.ts';
import { stateForApplicant } from '../application-state.ts';
import { factsOf } from '../facts.ts';
import type { Field, Form } from '../form.ts';
import { numberLabel } from '../projection.ts';
import {
	application,
	applicationFile,
	applicationMessage,
	applicationVersion,
	call,
	callForm,
	determination,
	draft,
} from './tables.ts';

/**
 * Fields of these kinds tell who somebody is, and so do those that say why they ask, how long they keep, or that few may
 * read them; the others are the work itself.
 */
const personalKinds: ReadonlySet<string> = new Set(['person-list', 'place', 'file', 'email']);
const isPersonal = (field: Field) =>
	personalKinds.has(field.kind) ||
	field.purpose !== undefined ||
	field.retention !== undefined ||
	field.visibleTo === 'named';

/** What somebody applied for, wrote and decided. */
export const callsPersonData: PersonData = {
	name: 'applications',
	columns: [
		'application.person_id',
		'application_version.person_id',
		'application_message.person_id',
		'determination.person_id',
		'draft.person_id',
	],

	async export(ctx, personId) {
		const applications = await ctx.db
			.select({
				id: application.id,
				number: application.number,
				prefix: call.numberPrefix,
				call: call.title,
				state: application.state,
				title: application.title,
				submittedAt: application.submittedAt,
			})
			.from(application)
			.innerJoin(call, eq(call.id, application.callId))
			.where(eq(application.personId, personId))
			.orderBy(asc(application.submittedAt));
		const versions = await ctx.db
			.select({
				application: applicationVersion.applicationId,
				version: applicationVersion.version,
				at: applicationVersion.at,
				answers: applicationVersion.answers,
			})
			.from(applicationVersion)
			.innerJoin(application, eq(application.id, applicationVersion.applicationId))
			// All of his, also what the desk entered or another wrote for him.
			.where(eq(application.personId, personId))
			.orderBy(asc(applicationVersion.at), asc(applicationVersion.version));
		// What he handed in for others says what is theirs: that he did is his.
		const forOthers = await ctx.db
			.select({
				application: applicationVersion.applicationId,
				version: applicationVersion.version,
				at: applicationVersion.at,
			})
			.from(applicationVersion)
			.innerJoin(application, eq(application.id, applicationVersion.applicationId))
			.where(and(eq(applicationVersion.personId, personId), ne(application.personId, personId)))
			.orderBy(asc(applicationVersion.at), asc(applicationVersion.version));
		// What others decided of him he reads once it was announced; what he decided of others is theirs.
		const decisions = await ctx.db
			.select({
				application: determination.applicationId,
				outcome: determination.outcome,
				conditions: determination.conditions,
				announcedAt: determination.announcedAt,
				answer: determination.answer,
				effect: determination.effect,
				reopenedAt: determination.reopenedAt,
			})
			.from(determination)
			.innerJoin(application, eq(application.id, determination.applicationId))
			.where(and(eq(application.personId, personId), sql`${determination.announcedAt} is not null`))
			.orderBy(asc(determination.position));
		const [decided] = await ctx.db
			.select({ n: sql<number>`count(*)::int` })
			.from(determination)
			.where(eq(determination.personId, personId));
		const messages = await ctx.db
			.select({
				application: applicationMessage.applicationId,
				at: applicationMessage.at,
				text: applicationMessage.text,
			})
			.from(applicationMessage)
			.where(eq(applicationMessage.personId, personId))
			.orderBy(asc(applicationMessage.position));
		const drafts = await ctx.db
			.select({ call: draft.callId, savedAt: draft.savedAt, answers: draft.answers })
			.from(draft)
			.where(eq(draft.personId, personId));
		return {
			applications: applications.map(({ prefix, number, state, ...rest }) => ({
				...rest,
				number: numberLabel(prefix, number),
				// As he may know it: a decision that is not announced is not his yet.
				state: stateForApplicant(
					state,
					decisions.findLast((one) => one.application === rest.id),
				),
			})),
			versions,
			versionsForOthers: forOthers,
			decisions,
			decidedForOthers: decided?.n ?? 0,
			messages,
			drafts,
		};
	},

	async merge(ctx, from, into) {
		await ctx.db.update(application).set({ personId: into }).where(eq(application.personId, from));
		await ctx.db.execute(sql`select set_config('orrery.erasing', 'yes', true)`);
		await ctx.db.update(applicationVersion).set({ personId: into }).where(eq(applicationVersion.personId, from));
		await ctx.db.execute(sql`select set_config('orrery.erasing', '', true)`);
		await setPerson(ctx, [applicationMessage.personId, determination.personId, draft.personId], from, into);
	},

	/**
	 * Drafts and messages go; an application stays as a work with its outcome, without who handed it in: every version of
	 * it, whoever wrote that. What he handed in for others is theirs and stays as it is, as nobody's hand.
	 */
	async erase(ctx, personId) {
		await ctx.db
			.update(applicationMessage)
			.set({ text: '', personId: null })
			.where(eq(applicationMessage.personId, personId));
		await ctx.db.update(determination).set({ personId: null }).where(eq(determination.personId, personId));
		const versions = await ctx.db
			.select({
				id: applicationVersion.applicationId,
				version: applicationVersion.version,
				answers: applicationVersion.answers,
				form: callForm.form,
			})
			.from(applicationVersion)
			.innerJoin(application, eq(application.id, applicationVersion.applicationId))
			.innerJoin(
				callForm,
				and(eq(callForm.callId, application.callId), eq(callForm.version, applicationVersion.formVersion)),
			)
			.where(eq(application.personId, personId));
		await ctx.db.execute(sql`select set_config('orrery.erasing', 'yes', true)`);
		// What he wrote on others' applications is theirs; only that it was he goes.
		await ctx.db.update(applicationVersion).set({ personId: erased }).where(eq(applicationVersion.personId, personId));
		for (const { id, version, answers, form } of versions) {
			await ctx.db
				.update(applicationVersion)
				.set({ answers: withoutPersons(form, answers) })
				.where(and(eq(applicationVersion.applicationId, id), eq(applicationVersion.version, version)));
		}
		await ctx.db.execute(sql`select set_config('orrery.erasing', '', true)`);
		const mine = sql`(select id from application where person_id = ${personId})`;
		const files = await ctx.db
			.delete(applicationFile)
			.where(
				sql`${applicationFile.applicationId} in ${mine} or ${applicationFile.draftId} in (select id from draft where person_id = ${personId})`,
			)
			.returning({ id: applicationFile.id });
		await removeFiles(
			ctx,
			files.map((file) => file.id),
		);
		await ctx.db.delete(applicationSigns).where(sql`${applicationSigns.applicationId} in ${mine}`);
		await ctx.db.delete(draft).where(eq(draft.personId, personId));
		await forgetInLists(ctx, personId);
		await ctx.db
			.update(application)
			.set({ personId: erased, people: '', searchText: sql`lower(${application.title})` })
			.where(eq(application.personId, personId));
	},
};

/** What searches know of his applications is what their newest versions still say. */
async function forgetInLists(ctx: Context, personId: string): Promise<void> {
	const newest = await ctx.db
		.select({ id: application.id, answers: applicationVersion.answers, form: callForm.form })
		.from(application)
		.innerJoin(
			applicationVersion,
			and(eq(applicationVersion.applicationId, application.id), eq(applicationVersion.version, application.version)),
		)
		.innerJoin(
			callForm,
			and(eq(callForm.callId, application.callId), eq(callForm.version, applicationVersion.formVersion)),
		)
		.where(eq(application.personId, personId));
	for (const { id, answers, form } of newest) {
		const facts = factsOf(form, withoutPersons(form, answers));
		await ctx.db.update(application).set({ facts }).where(eq(application.id, id));
	}
}

/** Stands where somebody was who is forgotten. */
const erased = 'erased';

function withoutPersons(form: Form, answers: Answers): Answers {
	const personal = new Set(form.fields.filter(isPersonal).map((field) => field.id));
	return Object.fromEntries(Object.entries(answers).filter(([id]) => !personal.has(id)));
}
