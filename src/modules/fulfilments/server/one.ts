import { and, asc, desc, eq, inArray, isNotNull, ne, sql } from 'drizzle-orm';
import { type Actor, can, demand, personOf } from '#core/access/index.ts';
import { hour } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { grantFile } from '#core/files/index.ts';
import { file } from '#core/files/tables.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import type { FulfilmentRule } from '#modules/calls/fulfilment-rule.ts';
import { type ApplicationHead, applicationHeads, callSubject } from '#modules/calls/server/index.ts';
import type { PersonNames } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import { possibleOwners } from './assign.ts';
import { type FulfilmentLine, linesOf, type ListedCall, sightOfFulfilments } from './desk-list.ts';
import { openFulfilment } from './load.ts';
import { ownSubject } from './subject.ts';
import { certificate, fulfilment, placement } from './tables.ts';

/** One fulfilment with all that is done with it. */
export interface FulfilmentForDesk {
	line: FulfilmentLine;
	deskId: string;
	callId: string;
	details: Partial<Bilingual> | null;
	note: string | null;
	paidOn: string | null;
	/** The proof or the document, at an address of this reader's. */
	file: { name: string; address: string } | null;
	doneBy: PersonNames | null;
	revision: number;
	/** The one that holds first, then the newest. */
	certificates: {
		id: string;
		number: string;
		state: 'draft' | 'issued' | 'revoked';
		at: number;
		fault: string | null;
		revokedAt: number | null;
		revokedReason: Partial<Bilingual> | null;
	}[];
	placement: {
		name: Partial<Bilingual>;
		url: string | null;
		startsAt: number;
		endsAt: number | null;
		digest: string;
		mediaType: string;
	} | null;
	rule: FulfilmentRule | null;
	/** Who may look after it. */
	owners: { id: string; names: PersonNames }[];
	may: { record: boolean; pay: boolean; revoke: boolean };
}

/** For the desk, or the liaison where it is a payment. A constant number of queries. @throws Refusal `not-found`, `forbidden`, `signed-out` */
export async function fulfilmentForDesk(ctx: Context, actor: Actor, id: string): Promise<FulfilmentForDesk> {
	const { row, head } = await openFulfilment(ctx, actor, 'fulfilment.read', id);
	const subject = deskSubject(head);
	const may = {
		record: can(actor, 'fulfilment.record', subject, ctx.clock) === 'yes',
		pay: row.kind === 'payment' && can(actor, 'payment.record', subject, ctx.clock) === 'yes',
		revoke: can(actor, 'certificate.revoke', subject, ctx.clock) === 'yes',
	};
	const owners = may.record ? await possibleOwners(ctx, head) : [];
	const people = await readPeople(ctx, [...owners, row.ownerPersonId ?? '', row.doneByPersonId ?? '']);
	const [line] = await linesOf(ctx, [row], people);
	if (!line) throw notFound();
	const certificates = await ctx.db
		.select()
		.from(certificate)
		.where(eq(certificate.fulfilmentId, row.id))
		.orderBy(sql`${certificate.state} = 'revoked'`, desc(certificate.at), desc(certificate.id));
	const [placed] = await ctx.db.select().from(placement).where(eq(placement.fulfilmentId, row.id));
	return {
		line,
		deskId: row.deskId,
		callId: row.callId,
		details: row.details,
		note: row.note,
		paidOn: row.paidOn,
		file: row.fileId === null ? null : await addressOf(ctx, actor, row.fileId),
		doneBy: (row.doneByPersonId !== null && people.get(row.doneByPersonId)?.names) || null,
		revision: row.revision,
		certificates: certificates.map(({ id: own, number, state, at, fault, revokedAt, revokedReason }) => {
			return { id: own, number, state, at, fault, revokedAt, revokedReason };
		}),
		placement: placed ?? null,
		rule: head.settings.fulfilments?.find((one) => one.id === row.rule) ?? null,
		owners: owners.flatMap((owner) => people.get(owner) ?? []).map(({ id: own, names }) => ({ id: own, names })),
		may,
	};
}

/** What is done for an application as the subject of a desk: who has a stake in it is no desk to it. */
function deskSubject(head: ApplicationHead) {
	return { within: { ...callSubject(head).within, application: head.id } };
}

async function addressOf(
	ctx: Context,
	actor: Actor,
	fileId: string,
): Promise<{ name: string; address: string } | null> {
	const [found] = await ctx.db.select({ name: file.name }).from(file).where(eq(file.id, fileId));
	const personId = personOf(actor);
	if (!found || personId === undefined) return null;
	const expiresAt = ctx.clock.process.now() + hour;
	return {
		name: found.name,
		address: `/files/${await grantFile(ctx, { fileId, personId, purpose: 'fulfilment', expiresAt })}`,
	};
}

/**
 * What follows for one application, as the desk's page of it shows it; null for whoever sees the application but not this.
 * Three queries. The caller has demanded `application.read`.
 */
export async function fulfilmentsForDesk(
	ctx: Context,
	actor: Actor,
	applicationId: string,
): Promise<FulfilmentLine[] | null> {
	const head = (await applicationHeads(ctx, [applicationId])).get(applicationId);
	if (!head || can(actor, 'fulfilment.read', deskSubject(head), ctx.clock) !== 'yes') return null;
	const rows = await rowsOf(ctx, applicationId);
	const people = await readPeople(
		ctx,
		rows.flatMap(({ ownerPersonId }) => ownerPersonId ?? []),
	);
	return linesOf(ctx, rows, people);
}

/**
 * Those of these that this person sees at a desk, in the order of their applications. A constant number of queries.
 * @throws Refusal `not-found`, `forbidden`, `signed-out` when he sees none of the calls
 */
export async function someForDesk(
	ctx: Context,
	actor: Actor,
	input: { calls: readonly ListedCall[]; ids: readonly string[] },
): Promise<FulfilmentLine[]> {
	const { where } = sightOfFulfilments(ctx, actor, input.calls);
	const rows = await ctx.db
		.select()
		.from(fulfilment)
		.where(and(where, inArray(fulfilment.id, [...input.ids])))
		.orderBy(asc(fulfilment.callId), asc(fulfilment.applicationId), asc(fulfilment.id));
	return linesOf(ctx, rows, new Map());
}

/** What an applicant reads of what he gets. */
export interface OwnFulfilment {
	id: string;
	kind: FulfilmentLine['kind'];
	label: Partial<Bilingual>;
	details: Partial<Bilingual> | null;
	state: 'open' | 'done';
	dueAt: number | null;
	zone: string;
	doneAt: number | null;
	amount: number | null;
	paid: number | null;
	currency: string | null;
	reference: string | null;
	paidOn: string | null;
	certificate: { id: string; number: string } | null;
	/** His document: its name, and the words with it. */
	document: { name: string; note: string | null } | null;
	/** Between which moments his picture is on the site. */
	shown: { startsAt: number; endsAt: number | null } | null;
}

/**
 * What its applicant gets, and where it stands: nothing of owners, notes of the desk or proofs. A constant number of
 * queries. @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function fulfilmentsForApplicant(
	ctx: Context,
	actor: Actor,
	applicationId: string,
): Promise<OwnFulfilment[]> {
	const head = (await applicationHeads(ctx, [applicationId])).get(applicationId);
	if (!head) throw notFound();
	demand(ctx, actor, 'application.read-own', ownSubject(head));
	// What is paid to somebody is between him and the desk, whoever else works on the application.
	const holds = actor.kind === 'system' || personOf(actor) === head.personId;
	const rows = await ctx.db
		.select({ row: fulfilment, certificate, file, placement })
		.from(fulfilment)
		.leftJoin(certificate, and(eq(certificate.fulfilmentId, fulfilment.id), eq(certificate.state, 'issued')))
		.leftJoin(file, eq(file.id, fulfilment.fileId))
		.leftJoin(placement, eq(placement.fulfilmentId, fulfilment.id))
		.where(and(eq(fulfilment.applicationId, applicationId), ne(fulfilment.state, 'cancelled')))
		.orderBy(asc(fulfilment.beganAt), asc(fulfilment.id));
	return rows
		.filter(({ row }) => row.kind !== 'relation' && row.kind !== 'listing' && (holds || row.kind !== 'payment'))
		.map(({ row, certificate: given, file: stored, placement: placed }) => ({
			id: row.id,
			kind: row.kind,
			label: row.label,
			details: row.details,
			state: row.state as 'open' | 'done',
			dueAt: row.dueAt,
			zone: head.zone,
			doneAt: row.doneAt,
			amount: row.amount,
			paid: row.paid,
			currency: row.currency,
			reference: row.kind === 'payment' ? row.reference : null,
			paidOn: row.paidOn,
			certificate: given && { id: given.id, number: given.number },
			document: row.kind === 'document' && stored ? { name: stored.name, note: row.note } : null,
			shown: placed && { startsAt: placed.startsAt, endsAt: placed.endsAt },
		}));
}

/**
 * The address (`/files/{grant}`) of one's own certificate or document, or of anybody's for the desk.
 * @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function addressOfFulfilled(
	ctx: Context,
	actor: Actor,
	input: { certificate: string } | { document: string },
): Promise<string> {
	const reader = personOf(actor);
	if (reader === undefined) throw new Refusal('signed-out', 'sign-in-first');
	const [found] =
		'certificate' in input
			? await ctx.db
					.select({ application: certificate.applicationId, fileId: certificate.fileId })
					.from(certificate)
					.where(and(eq(certificate.id, input.certificate), isNotNull(certificate.fileId)))
			: await ctx.db
					.select({ application: fulfilment.applicationId, fileId: fulfilment.fileId })
					.from(fulfilment)
					.where(
						and(
							eq(fulfilment.id, input.document),
							eq(fulfilment.kind, 'document'),
							eq(fulfilment.state, 'done'),
							isNotNull(fulfilment.fileId),
						),
					);
	const head = found && (await applicationHeads(ctx, [found.application])).get(found.application);
	if (!head || !found?.fileId) throw notFound();
	if (can(actor, 'application.read-own', ownSubject(head), ctx.clock) !== 'yes') {
		demand(ctx, actor, 'fulfilment.read', deskSubject(head));
	}
	const expiresAt = ctx.clock.process.now() + hour;
	return `/files/${await grantFile(ctx, { fileId: found.fileId, personId: reader, purpose: 'fulfilled', expiresAt })}`;
}

function rowsOf(ctx: Context, applicationId: string) {
	return ctx.db
		.select()
		.from(fulfilment)
		.where(eq(fulfilment.applicationId, applicationId))
		.orderBy(asc(fulfilment.beganAt), asc(fulfilment.id));
}
