import { and, asc, eq, inArray } from 'drizzle-orm';
import { type Actor, can, demand, personOf } from '#core/access/index.ts';
import { hour } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { grantFile } from '#core/files/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { notFound } from '#core/refusal/index.ts';
import type { Answers, PersonEntry } from '../../answers.ts';
import { type AttestationState, neededOf, takesAnswer } from '../../attestation.ts';
import { fieldById } from '../../fields.ts';
import type { Form } from '../../form.ts';
import { numberLabel } from '../../projection.ts';
import { answersFor, formFor, mayRead, type Reader, withoutViewers } from '../../visibility.ts';
import { attestation, attestationFile } from '../attestation-tables.ts';
import { applicationSubject, ownSubject, scopeOf, worksOn } from '../subject.ts';
import { loadApplication } from '../load.ts';
import { application, applicationVersion, call } from '../tables.ts';
import { ownReader, readerOf, recordNamedReading } from '../readers.ts';
import { formOfRule, joins, ownerAt } from './answer.ts';
import { byLink } from './link.ts';
import { loadAttestation } from './load.ts';

/** What the page of somebody who is asked shows: what is asked, by whom, of what, until when, and nothing else of it. */
export interface AttestationPage {
	applicationId: string;
	label: Bilingual;
	request: Bilingual;
	number: string;
	title: string;
	/** The people of the application. */
	applicant: string;
	callTitle: Partial<Bilingual>;
	/** Where the call hangs: the edition, or the standing call itself. */
	scope: string;
	editionId: string | null;
	contact: string | null;
	/** What the application says of him; of nobody else. */
	entry: PersonEntry | null;
	name: string;
	form: Form;
	answers: Answers;
	state: AttestationState;
	/** An answer is taken, for the first time or instead of an earlier one. */
	open: boolean;
	dueAt: number;
	zone: string;
	/** The applicant does not read the answer. */
	confidential: boolean;
	toReviewers: boolean;
	/** Signing in with his address lets him see the application. */
	joins: boolean;
	/** Who looks is signed in and owns the address. */
	own: boolean;
}

/** What a link shows. Reading changes nothing. @throws Refusal `not-found` */
export async function attestationByLink(ctx: Context, actor: Actor, secret: string): Promise<AttestationPage> {
	const found = await loadAttestation(ctx, byLink(secret));
	if (!found) throw notFound();
	const { attestation: asked, application: of } = found;
	const { rule } = asked;
	const gone = of.state === 'withdrawn';
	return {
		applicationId: of.id,
		label: rule.label,
		request: rule.request,
		number: numberLabel(found.numberPrefix, of.number),
		title: of.title,
		applicant: of.people,
		callTitle: found.callTitle,
		scope: scopeOf(found),
		editionId: found.editionId,
		contact: found.contact,
		entry: asked.entry,
		name: asked.name,
		form: withoutViewers(formOfRule(rule)),
		answers: asked.answers,
		state: gone ? 'withdrawn' : asked.state,
		open: !gone && takesAnswer(asked.state, asked.dueAt, ctx.clock.edition.now()),
		dueAt: asked.dueAt,
		zone: found.zone,
		confidential: rule.readBy === 'organisers',
		toReviewers: rule.toReviewers,
		joins: joins(found),
		own: (await ownerAt(ctx, actor, asked.address)) !== undefined,
	};
}

/** How an attestation stands, as the applicant may know it. */
export interface AttestationRow {
	id: string;
	ruleId: string;
	label: Bilingual;
	name: string;
	address: string;
	state: AttestationState;
	askedAt: number;
	dueAt: number;
	answeredAt: number | null;
	/** Null where this reader may not read what was answered, or nothing was. */
	answer: { form: Form; answers: Answers } | null;
	confidential: boolean;
}

type Row = typeof attestation.$inferSelect;

function rowFor(row: Row, reader: Reader | null): AttestationRow {
	const { id, ruleId, rule, name, address, state, askedAt, dueAt, answeredAt, answers } = row;
	return {
		id,
		ruleId,
		label: rule.label,
		name,
		address,
		state,
		askedAt,
		dueAt,
		answeredAt,
		answer:
			reader && state === 'given' && rule.fields.length > 0
				? { form: formFor(formOfRule(rule), reader), answers: answersFor(formOfRule(rule), answers, reader) }
				: null,
		confidential: rule.readBy === 'organisers',
	};
}

async function rowsOf(ctx: Context, applications: readonly string[]): Promise<Row[]> {
	if (applications.length === 0) return [];
	return ctx.db
		.select()
		.from(attestation)
		.where(inArray(attestation.applicationId, [...applications]))
		.orderBy(asc(attestation.askedAt), asc(attestation.address));
}

/** What the rule shows to reviewers, but for answers that are for named accounts. */
const asDesk: Reader = { circle: 'organisers', addresses: [] };

/** For the people of an application: of what is confidential only that it came. The caller has demanded his right. One query. */
export async function attestationsForApplicant(
	ctx: Context,
	applicationId: string,
	reader: Reader = { circle: 'applicant', addresses: [] },
): Promise<AttestationRow[]> {
	return (await rowsOf(ctx, [applicationId]))
		.filter(({ state }) => state !== 'withdrawn')
		.map((row) => rowFor(row, row.rule.readBy === 'applicant' ? reader : null));
}

export interface AttestationsForDesk {
	rows: AttestationRow[];
	/** The rules of the call that concern this application, and how many confirmations each needs and has. */
	rules: { id: string; label: Bilingual; needed: number; given: number; byDesk: boolean; asked: number }[];
	may: { ask: boolean };
}

/** All that was asked for an application, with what was answered. Three queries. @throws Refusal `not-found`, `forbidden` */
export async function attestationsForDesk(
	ctx: Context,
	actor: Actor,
	input: { application: string },
): Promise<AttestationsForDesk> {
	const found = await loadApplication(ctx, input.application);
	demand(ctx, actor, 'application.read', applicationSubject(found));
	const rows = await rowsOf(ctx, [found.id]);
	const { settings, minor, answers } = await settingsOfApplication(ctx, found.id);
	const forms = rows.map(({ rule }) => formOfRule(rule));
	const reader = await readerOf(ctx, actor, 'organisers', forms);
	// Somebody of the desk may be an applicant too: what is confidential of him is so at the desk.
	const own = worksOn(actor, found);
	const shown = rows.map((row) => rowFor(row, own && row.rule.readBy !== 'applicant' ? null : reader));
	await recordNamedReading(ctx, actor, [{ ...found, read: shown.flatMap(({ answer }) => answer ?? []) }]);
	return {
		rows: shown,
		rules: (settings.attestations ?? []).map((rule) => ({
			id: rule.id,
			label: rule.label,
			needed: neededOf(rule, { answers, minor }),
			given: rows.filter(({ ruleId, state }) => ruleId === rule.id && state === 'given').length,
			byDesk: rule.asked === 'by-desk',
			asked: rows.filter(({ ruleId, state }) => ruleId === rule.id && state !== 'withdrawn').length,
		})),
		may: { ask: can(actor, 'application.enter', applicationSubject(found), ctx.clock) === 'yes' },
	};
}

/** What reviewers and jurors read: what was given by rules that say so. The caller has demanded his right. One query. */
export async function attestationsForReviewers(
	ctx: Context,
	applications: readonly string[],
): Promise<Map<string, AttestationRow[]>> {
	const rows = (await rowsOf(ctx, applications)).filter(({ rule, state }) => rule.toReviewers && state === 'given');
	const by = new Map<string, AttestationRow[]>();
	for (const row of rows) by.set(row.applicationId, [...(by.get(row.applicationId) ?? []), rowFor(row, asDesk)]);
	return by;
}

async function settingsOfApplication(ctx: Context, id: string) {
	const [row] = await ctx.db
		.select({ settings: call.settings, minor: application.minor, answers: applicationVersion.answers })
		.from(application)
		.innerJoin(call, eq(call.id, application.callId))
		.innerJoin(
			applicationVersion,
			and(eq(applicationVersion.applicationId, application.id), eq(applicationVersion.version, application.version)),
		)
		.where(eq(application.id, id));
	if (!row) throw notFound();
	return row;
}

/**
 * An address (`/files/{grant}`) of a file that came with an attestation: for the desk, and for the applicant where he
 * reads the answer. @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function addressOfAttestationFile(
	ctx: Context,
	actor: Actor,
	input: { application: string; file: string },
): Promise<string> {
	const found = await loadApplication(ctx, input.application);
	const [row] = await ctx.db
		.select({
			id: attestationFile.id,
			field: attestationFile.field,
			rule: attestation.rule,
			state: attestation.state,
		})
		.from(attestationFile)
		.innerJoin(attestation, eq(attestation.id, attestationFile.attestationId))
		.where(and(eq(attestationFile.id, input.file), eq(attestation.applicationId, found.id)));
	const own = can(actor, 'application.read-own', ownSubject('application.read-own', found), ctx.clock) === 'yes';
	const reads =
		own && ownReader(actor).circle === 'applicant' && row?.rule.readBy === 'applicant' && row.state === 'given';
	if (!reads) {
		// Whoever applied is told that it is not there, whether it is confidential or does not exist; one of the desk too.
		if (worksOn(actor, found)) throw notFound();
		demand(ctx, actor, 'application.read', applicationSubject(found));
	}
	if (!row) throw notFound();
	if (!reads) {
		const form = formOfRule(row.rule);
		const field = fieldById(form, row.field);
		if (!field || !mayRead(field, await readerOf(ctx, actor, 'organisers', [form]))) throw notFound();
		await recordNamedReading(ctx, actor, [{ ...found, read: [{ form, answers: { [field.id]: row.id } }] }]);
	}
	const personId = personOf(actor);
	return grantFile(ctx, {
		fileId: row.id,
		purpose: 'attestation',
		expiresAt: ctx.clock.process.now() + 2 * hour,
		...(personId === undefined ? {} : { personId }),
	});
}
