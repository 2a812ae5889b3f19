import { and, asc, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { removeFiles } from '#core/files/index.ts';
import { addressesOf } from '#core/identity/index.ts';
import { type PersonData, setPerson } from '#core/person-data/index.ts';
import { numberLabel } from '../projection.ts';
import { attestation, attestationFile, attestationLink } from './attestation-tables.ts';
import { applicationInvite, applicationMember } from './member-tables.ts';
import { application, call, draft } from './tables.ts';
import { applicationOriginal, applicationThread } from './thread-tables.ts';

/**
 * What somebody has confirmed or written of others, what he works on with others, and what he entered. What others wrote
 * confidentially of him is not his: it is the writer's, who exports it himself.
 */
export const applicantPersonData: PersonData = {
	name: 'worked-on-with-others',
	columns: [
		'attestation.person_id',
		'application_member.person_id',
		'application_member.added_by_person_id',
		'application_invite.by_person_id',
		'application_invite.taken_person_id',
		'application_thread.holder_person_id',
		'application_thread.closed_by_person_id',
	],

	async export(ctx, personId) {
		const addresses = await provedBy(ctx, personId);
		const given = await ctx.db
			.select({
				application: application.number,
				prefix: call.numberPrefix,
				rule: attestation.rule,
				name: attestation.name,
				address: attestation.address,
				state: attestation.state,
				answers: attestation.answers,
				askedAt: attestation.askedAt,
				answeredAt: attestation.answeredAt,
			})
			.from(attestation)
			.innerJoin(application, eq(application.id, attestation.applicationId))
			.innerJoin(call, eq(call.id, application.callId))
			.where(or(eq(attestation.personId, personId), inArray(attestation.address, addresses)))
			.orderBy(asc(attestation.askedAt));
		const memberships = await ctx.db
			.select()
			.from(applicationMember)
			.where(or(eq(applicationMember.personId, personId), eq(applicationMember.addedByPersonId, personId)))
			.orderBy(asc(applicationMember.addedAt));
		const invites = await ctx.db
			.select()
			.from(applicationInvite)
			.where(
				or(
					eq(applicationInvite.byPersonId, personId),
					eq(applicationInvite.takenPersonId, personId),
					inArray(applicationInvite.address, addresses),
				),
			)
			.orderBy(asc(applicationInvite.madeAt));
		const threads = await ctx.db
			.select({ application: applicationThread.applicationId })
			.from(applicationThread)
			.where(or(eq(applicationThread.holderPersonId, personId), eq(applicationThread.closedByPersonId, personId)));
		const entered = await ctx.db
			.select({ application: application.id, at: application.submittedAt })
			.from(application)
			.where(eq(application.enteredBy, personId));
		return {
			attestations: given.map(({ application: number, prefix, rule, ...row }) => ({
				...row,
				application: numberLabel(prefix, number),
				what: rule.label,
			})),
			worksOn: memberships
				.filter((row) => row.personId === personId)
				.map(({ applicationId, draftId, mayWrite, addedAt, endedAt }) => ({
					application: applicationId,
					draft: draftId,
					mayWrite,
					addedAt,
					endedAt,
				})),
			// Whom he invited is theirs; that he did is his.
			invited: invites
				.filter((row) => row.byPersonId === personId)
				.map(({ kind, madeAt, takenAt }) => ({ kind, madeAt, takenAt })),
			accepted: invites
				.filter((row) => row.takenPersonId === personId)
				.map(({ kind, address, takenAt }) => ({ kind, address, takenAt })),
			received: invites
				.filter((row) => row.takenPersonId !== personId && addresses.includes(row.address))
				.map(({ kind, address, name, madeAt }) => ({ kind, address, name, madeAt })),
			messagesSeenTo: threads.length,
			entered,
		};
	},

	async merge(ctx, from, into) {
		await ctx.db.update(attestation).set({ personId: into }).where(eq(attestation.personId, from));
		await mergeMembers(ctx, from, into);
		await setPerson(
			ctx,
			[
				applicationMember.addedByPersonId,
				applicationInvite.byPersonId,
				applicationInvite.takenPersonId,
				applicationThread.holderPersonId,
				applicationThread.closedByPersonId,
				application.enteredBy,
			],
			from,
			into,
		);
	},

	/** What he wrote of others goes, and what others wrote of him; that somebody confirmed stays, without who. */
	async erase(ctx, personId) {
		const addresses = await provedBy(ctx, personId);
		const concerned = or(
			eq(attestation.personId, personId),
			inArray(attestation.address, addresses),
			sql`${attestation.applicationId} in (select id from application where person_id = ${personId})`,
		);
		const files = await ctx.db
			.delete(attestationFile)
			.where(
				inArray(
					attestationFile.attestationId,
					ctx.db.select({ id: attestation.id }).from(attestation).where(concerned),
				),
			)
			.returning({ id: attestationFile.id });
		await ctx.db
			.delete(attestationLink)
			.where(
				inArray(
					attestationLink.attestationId,
					ctx.db.select({ id: attestation.id }).from(attestation).where(concerned),
				),
			);
		await ctx.db
			.update(attestation)
			.set({
				name: '',
				address: sql`${attestation.id}`,
				entry: null,
				answers: {},
				personId: null,
				// Nobody is reminded whose address is forgotten.
				state: sql`case when ${attestation.state} = 'asked' then 'withdrawn' else ${attestation.state} end`,
			})
			.where(concerned);
		const originals = await ctx.db
			.delete(applicationOriginal)
			.where(sql`${applicationOriginal.applicationId} in (select id from application where person_id = ${personId})`)
			.returning({ id: applicationOriginal.id });
		await removeFiles(
			ctx,
			[...files, ...originals].map(({ id }) => id),
		);
		await ctx.db.delete(applicationMember).where(eq(applicationMember.personId, personId));
		await ctx.db
			.update(applicationMember)
			.set({ addedByPersonId: null })
			.where(eq(applicationMember.addedByPersonId, personId));
		await ctx.db
			.update(applicationInvite)
			.set({ name: '', address: '', takenPersonId: null })
			.where(or(eq(applicationInvite.takenPersonId, personId), inArray(applicationInvite.address, addresses)));
		await ctx.db
			.update(applicationInvite)
			.set({ name: '', address: '', byPersonId: null })
			.where(eq(applicationInvite.byPersonId, personId));
		await setPerson(
			ctx,
			[applicationThread.holderPersonId, applicationThread.closedByPersonId, application.enteredBy],
			personId,
			null,
		);
		// A draft that others write with him goes with him: nobody else holds it.
		await ctx.db
			.delete(applicationMember)
			.where(
				inArray(
					applicationMember.draftId,
					ctx.db.select({ id: draft.id }).from(draft).where(eq(draft.personId, personId)),
				),
			);
	},
};

/** Nobody is twice a member of the same, nor a member of what he holds. */
async function mergeMembers(ctx: Context, from: string, into: string): Promise<void> {
	const endedAt = ctx.clock.edition.now();
	await ctx.db
		.update(applicationMember)
		.set({ endedAt })
		.where(
			and(
				eq(applicationMember.personId, from),
				isNull(applicationMember.endedAt),
				sql`exists (select 1 from application_member o where o.person_id = ${into} and o.ended_at is null
					and coalesce(o.application_id, o.draft_id) = coalesce(${applicationMember.applicationId}, ${applicationMember.draftId}))`,
			),
		);
	await ctx.db.update(applicationMember).set({ personId: into }).where(eq(applicationMember.personId, from));
}

/** The addresses at which it is proved that somebody reads mail: what was sent there before he had an account is his. */
async function provedBy(ctx: Context, personId: string): Promise<string[]> {
	const own = await addressesOf(ctx, personId);
	return own.flatMap(({ address, verifiedAt }) => (verifiedAt === null ? [] : [address.toLowerCase()]));
}
