import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readYaml } from '../../../src/core/yaml/index.ts';
import { callsDoor } from '../../../src/app/calls-door.ts';
import { jobHandlers } from '../../../src/app/registry.ts';
import {
	type Actor,
	actorFor,
	grantRelation,
	type RelationName,
	system,
	visitor,
} from '../../../src/core/access/index.ts';
import { storeBytes } from '../../../src/core/files/index.ts';
import { attachAddress } from '../../../src/core/identity/index.ts';
import { inProject } from '../../../src/core/paths/index.ts';
import { png } from '../../../src/core/pictures/testing.ts';
import { holds } from '../../../src/modules/calls/condition.ts';
import { answersFromForm } from '../../../src/modules/calls/answers.ts';
import { callSchema } from '../../../src/modules/calls/call.ts';
import {
	answerAttestation,
	attachFile,
	callsForVisitor,
	confirm,
	decide,
	pendingDeterminations,
	type PublicCall,
	saveCallFromBundle,
	saveDraft,
	screen,
	startDraft,
	submit,
} from '../../../src/modules/calls/server/index.ts';
import type { FulfilmentKind } from '../../../src/modules/calls/fulfilment-rule.ts';
import { importBundle } from '../../../src/modules/editions/server/index.ts';
import { fulfilmentsForDesk } from '../../../src/modules/fulfilments/server/index.ts';
import { sendBatch } from '../../../src/modules/letters/server/index.ts';
import { createPerson } from '../../../src/modules/people/server/index.ts';
import { placeName } from '../../../src/modules/review/ballot.ts';
import { assign, castBallot, reviewPage, saveScore, stageObjectId } from '../../../src/modules/review/server/index.ts';
import { testContext, type TestContext } from '../../setup/context.ts';
import { type Applicant, entriesFor, fileFor } from './answers.ts';

/* Plays a call from its opening to what follows from it, by the use cases that pages and API call, with all jobs. */

export type Person = Actor & { kind: 'person' };
const at = (local: string) => Date.parse(`${local}:00+08:00`);
const picture = png(600, 300);

/** IPSPACE 2021 with all its calls, as its files say, and its desk. */
export async function openSymposium() {
	const ctx = await testContext({ jobs: jobHandlers, at: at('2021-10-10T09:00') });
	const { editionId } = await importBundle(ctx, system('test'), inProject('editions', 'ipspace-2021'), {
		calls: callsDoor,
	});
	const edition = editionId as string;
	const play = new Play(ctx, edition);
	const organiser = await play.person('Desk', 'organiser@desk.example', {
		name: 'organiser',
		type: 'edition',
		id: edition,
	});
	const secretary = await play.person('Office', 'office@desk.example', {
		name: 'secretary',
		type: 'edition',
		id: edition,
	});
	return { ctx, edition, play, organiser, secretary };
}

/** What is handed in and by whom. */
export interface Handed {
	application: string;
	number: string;
	by: Person;
	/** Of the applicant, where he was made for it. */
	address: string;
	call: PublicCall;
}

export class Play {
	readonly ctx: TestContext;
	readonly edition: string;
	#people = 0;

	constructor(ctx: TestContext, edition: string) {
		this.ctx = ctx;
		this.edition = edition;
	}

	/** Moves the time of the edition: `2021-11-01T10:00`, Beijing time. */
	turnTo(local: string): void {
		this.ctx.setNow(at(local));
	}

	async person(
		family: string,
		address: string,
		relation?: { name: RelationName; type: 'edition' | 'call' | 'stage' | 'organisation'; id: string },
	): Promise<Person> {
		const id = await createPerson(this.ctx, system('test'), { names: { given: 'Sam', family }, sample: true });
		await attachAddress(this.ctx, id, address, { verified: true });
		if (relation) await grantRelation(this.ctx, system('test'), id, relation.name, relation);
		return this.again(id);
	}

	/** The same person with what he is by now. */
	async again(id: string): Promise<Person> {
		return (await actorFor(this.ctx, id, 'session')) as Person;
	}

	async call(slug: string, desk: string = this.edition): Promise<PublicCall> {
		const found = (await callsForVisitor(this.ctx, desk)).find((one) => one.slug === slug);
		if (!found) throw new Error(`no call ${slug}`);
		return found;
	}

	/** A standing call from a file of the folder `calls`. */
	async standing(name: string, organisation: string): Promise<string> {
		const text = readFileSync(join(inProject('calls'), `${name}.yaml`), 'utf8');
		const { owner: _, ...call } = readYaml(text).value as Record<string, unknown>;
		const saved = await saveCallFromBundle(this.ctx, system('test'), {
			edition: null,
			organisation,
			call: callSchema.parse(call),
			tracks: [],
			outside: [],
		});
		return saved.call;
	}

	/** Somebody applies: every question is answered, every file that is asked for is there. */
	async apply(call: PublicCall, by?: Person, change: Record<string, string> = {}, follows?: string): Promise<Handed> {
		this.#people += 1;
		const who: Applicant = {
			given: 'Sam',
			family: `Applicant${this.#people}`,
			email: `applicant${this.#people}@institute.example`,
		};
		const actor = by ?? (await this.person(who.family, who.email));
		const entries = entriesFor(call.form, who, change);
		const answers = answersFromForm(call.form, entries);
		const { draft } = await startDraft(this.ctx, actor, {
			call: call.id,
			locale: 'en',
			entries,
			...(follows ? { follows } : {}),
		});
		const files: [string, string][] = [];
		let revision = 1;
		for (const field of call.form.fields) {
			if (field.kind !== 'file' || (field.askIf && !holds(field.askIf, answers))) continue;
			const { bytes, type } = fileFor(field, picture);
			const stored = await storeBytes(this.ctx, bytes, `${field.id}.file`);
			const attached = await attachFile(this.ctx, actor, {
				draft,
				field: field.id,
				file: {
					digest: stored.digest,
					bytes: stored.bytes,
					mediaType: type,
					name: `${field.id}.${type.split('/')[1]}`,
				},
			});
			files.push([`${field.id}.file`, attached.answer.file]);
			revision = attached.revision;
		}
		const saved = await saveDraft(this.ctx, actor, { draft, revision, entries: [...entries, ...files] });
		if (!saved.saved) throw new Error('the draft was not saved');
		const receipt = await submit(this.ctx, actor, { draft });
		await this.ctx.runJobs();
		return { application: receipt.application, number: receipt.number, by: actor, address: who.email, call };
	}

	/** Whoever was asked at this address says yes by his link. */
	async attest(address: string, entries: [string, string][] = []): Promise<void> {
		const { rows } = await this.ctx.byHand(
			'select text from mail where to_address = $1 order by queued_at desc, id desc',
			[address],
		);
		const secret = rows.map(({ text }) => /\/attestations\/([0-9a-z]{40})/.exec(String(text))?.[1]).find(Boolean);
		if (!secret) throw new Error(`nobody asked ${address}`);
		await answerAttestation(this.ctx, visitor, { secret, give: true, entries });
		await this.ctx.runJobs();
	}

	/** Ticks all of a screening. */
	async screenAll(by: Person, { application, call }: Handed, stage: string): Promise<void> {
		const found = call.stages.find((one) => one.stage.id === stage)?.stage;
		if (found?.kind !== 'screening') throw new Error(`${stage} is no screening`);
		await screen(this.ctx, by, { application, ticked: found.checks.map(({ id }) => id) });
	}

	/** These people are made jurors of a final, and each casts a ballot for its only finalist. */
	async rankAlone(by: Person, handed: Handed, stage: string, addresses: readonly string[]): Promise<void> {
		const { call, application } = handed;
		const panel: Person[] = [];
		for (const address of addresses) {
			const object = { name: 'juror', type: 'stage', id: stageObjectId(call.id, stage) } as const;
			panel.push(await this.person(`Juror${address.slice(0, 3)}`, address, object));
		}
		const people = panel.map(({ personId }) => personId);
		await assign(this.ctx, by, { call: call.id, stage, applications: [application], people });
		for (const { personId } of panel) {
			const juror = await this.again(personId);
			const { assignment } = await reviewPage(this.ctx, juror, { application });
			const entries = [[placeName(assignment), '1']] as const;
			await castBallot(this.ctx, juror, { assignment, entries, revision: 0 });
		}
		await this.ctx.runJobs();
	}

	/** These people become the panel of a stage, are assigned and hand in the same points for every open criterion. */
	async score(
		by: Person,
		handed: Handed,
		stage: string,
		people: { address: string; points: number }[],
	): Promise<Person[]> {
		const { call, application } = handed;
		const found = call.stages.find((one) => one.stage.id === stage)?.stage;
		if (!found || !('criteria' in found)) throw new Error(`${stage} has no scores`);
		const name = found.kind === 'jury' ? 'juror' : 'reviewer';
		const panel: Person[] = [];
		for (const { address } of people) {
			panel.push(
				await this.person(`Juror${address.slice(0, 3)}`, address, {
					name,
					type: 'stage',
					id: stageObjectId(call.id, stage),
				}),
			);
		}
		await assign(this.ctx, by, {
			call: call.id,
			stage,
			applications: [application],
			people: panel.map(({ personId }) => personId),
		});
		for (const [i, { points }] of people.entries()) {
			const juror = await this.again((panel[i] as Person).personId);
			const entries = found.criteria
				.filter(({ computed }) => !computed)
				.map(({ id }): [string, string] => [`points.${id}`, String(points)]);
			await saveScore(this.ctx, juror, { application, entries, revision: 0, submit: true });
			panel[i] = juror;
		}
		await this.ctx.runJobs();
		return panel;
	}

	/** Decides, and where somebody is to be told sends the letters. */
	async decide(
		by: Person,
		{ application, call }: Handed,
		outcome: string,
		more: Partial<Parameters<typeof decide>[2]> = {},
	) {
		const determination = await decide(this.ctx, by, { application, outcome, ...more });
		const waiting = await pendingDeterminations(this.ctx, call.id, []);
		if (waiting.some((one) => one.determination === determination)) {
			await sendBatch(this.ctx, by, { callId: call.id, determinations: [determination] });
		}
		await this.ctx.runJobs();
		return determination;
	}

	/** The applicant says that he comes. */
	async confirm({ application, by }: Handed): Promise<void> {
		await confirm(this.ctx, by, { application, answer: 'confirmed' });
		await this.ctx.runJobs();
	}

	/** What follows from the outcome: of this kind. */
	async fulfilments(by: Person, { application }: Handed, kind: FulfilmentKind) {
		return ((await fulfilmentsForDesk(this.ctx, by, application)) ?? []).filter((line) => line.kind === kind);
	}

	/** Its one fulfilment of this kind. */
	async fulfilment(by: Person, handed: Handed, kind: FulfilmentKind) {
		const lines = await this.fulfilments(by, handed, kind);
		const [line] = lines;
		if (!line || lines.length > 1) throw new Error(`${lines.length} fulfilments of the kind ${kind}`);
		return line;
	}

	/** Subjects of the mails to an address, the oldest first. */
	async mailsTo(address: string): Promise<string[]> {
		const { rows } = await this.ctx.byHand('select subject from mail where to_address = $1 order by queued_at, id', [
			address,
		]);
		return rows.map(({ subject }) => String(subject));
	}
}
