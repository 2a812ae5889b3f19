import { expect, test } from 'vitest';
import { tellingPdf } from '#core/scrub/testing.ts';
import { transaction } from '#core/context/index.ts';
import { testContext } from '../../../../../tests/setup/context.ts';
import type { Answers } from '../../answers.ts';
import { type CallInput, callSchema } from '../../call.ts';
import { formEntries } from '../../answers.ts';
import { attachFile, blindnessForDesk, callsPersonData, findSigns, saveDraft, startDraft, submit } from '../index.ts';
import { jobHandlers } from '../jobs.ts';
import { stagesOf } from '../load-stage.ts';
import { formOf, makeSmallCall, somebody } from '../testing-people.ts';
import { noteSigns } from './note-signs.ts';

const ctx = await testContext({ jobs: jobHandlers, at: Date.parse('2021-10-10T09:00:00+08:00') });
const both = (en: string) => ({ en, zh: `${en}（中文）` });

const paper: NonNullable<CallInput['form']['fields']> = [
	{ id: 'about', kind: 'long-text', label: both('About'), visibleTo: 'reviewers' },
	{
		id: 'paper',
		kind: 'file',
		label: both('Paper'),
		types: ['application/pdf', 'application/zip'],
		maxBytes: 5_000_000,
		visibleTo: 'reviewers',
	},
];

/** A call that is reviewed as blind as this says, where title, abstract and paper are for reviewers. */
async function call(slug: string, blind: 'double' | 'single') {
	const id = await makeSmallCall(ctx, slug, {
		fields: paper,
		stages: callSchema.shape.stages.parse([
			{
				id: 'review',
				kind: 'review',
				label: both('Review'),
				blind,
				criteria: [{ id: 'n', label: both('N') }],
				outcomes: [{ id: 'on', label: both('On'), effect: 'advance' }],
			},
			{
				id: 'end',
				kind: 'determination',
				label: both('Decision'),
				outcomes: [{ id: 'yes', label: both('Yes'), effect: 'accept' }],
			},
		]),
	});
	return { id, form: await formOf(ctx, id), stages: await stagesOf(ctx, id) };
}

const ada = await somebody(ctx, 'ada@marsh.example', 'Ada', 'Marshwood');
const answers: Answers = {
	title: 'On bones',
	abstract: 'For the organisers only: Ada Marshwood.',
	about: 'As Ada Marshwood found, bones thin. Write to ada@marsh.example.',
	authors: [],
};

async function submitted(
	of: { id: string; form: Awaited<ReturnType<typeof formOf>> },
	bytes: Uint8Array,
	name: string,
) {
	const { draft } = await startDraft(ctx, ada, { call: of.id, locale: 'en', entries: formEntries(of.form, answers) });
	const stored = await ctx.files.put(bytes);
	const mediaType = name.endsWith('.zip') ? 'application/zip' : 'application/pdf';
	const { answer, revision } = await attachFile(ctx, ada, {
		draft,
		field: 'paper',
		file: { ...stored, name, mediaType },
	});
	const all = { ...answers, paper: answer };
	await saveDraft(ctx, ada, { draft, revision, entries: formEntries(of.form, all) });
	const found = await findSigns(ctx, { form: of.form, answers: all, personId: ada.personId });
	const kept = await findSigns(ctx, { form: of.form, answers: all, personId: ada.personId }, 'kept');
	const { application } = await submit(ctx, ada, { draft });
	return { application, all, found, kept };
}

test('an author is told what in a text, a PDF and its properties names him; the chair is told the same later', async () => {
	const blind = await call('blind', 'double');
	const pdf = await tellingPdf((place) => (place === 'author' ? 'Marshwood, Ada' : place), 'Written by A. Marshwood');
	const { application, all, found, kept } = await submitted(blind, pdf, 'Ada_Marshwood_paper.pdf');
	const places = found.map(({ sign, field, place }) => `${sign} ${field} ${place.in}`);
	expect(places).toEqual(
		expect.arrayContaining([
			'own-name about text',
			'email about text',
			'own-name paper file-name',
			'own-name paper page',
			'own-name paper properties',
		]),
	);
	expect(places.join()).not.toContain('abstract');
	// What was read of the file is kept with it: a page that must not wait says the same.
	expect(kept).toEqual(found);
	const desk = () => blindnessForDesk(ctx, { id: application, stages: blind.stages, form: blind.form, answers: all });
	expect(await desk()).toEqual({ signs: [], withheld: [] });
	await ctx.runJobs();
	await noteSigns(ctx, { application });
	expect(await desk()).toEqual({ signs: found, withheld: [] });
	// What was quoted goes when he is forgotten.
	await transaction(ctx, (tx) => callsPersonData.erase(tx, ada.personId));
	expect((await desk())?.signs).toEqual([]);
});

test('a file that blind reviewers can’t be given is named to the desk; where nobody is blind nothing is looked for', async () => {
	const blind = await call('shut', 'double');
	const { application, all } = await submitted(blind, Buffer.from('PK\u0005\u0006 no archive'), 'data.zip');
	await ctx.runJobs();
	const desk = await blindnessForDesk(ctx, { id: application, stages: blind.stages, form: blind.form, answers: all });
	expect(desk?.withheld).toEqual([{ field: 'paper', name: 'data.zip', fault: 'file-type' }]);
	const open = await call('open', 'single');
	const other = await submitted(open, Buffer.from('PK\u0005\u0006 no archive'), 'data.zip');
	await ctx.runJobs();
	expect(
		await blindnessForDesk(ctx, { id: other.application, stages: open.stages, form: open.form, answers: other.all }),
	).toBeNull();
	const { rows } = await ctx.byHand('select application_id from application_signs');
	expect(rows.map(({ application_id: id }) => id)).not.toContain(other.application);
});
