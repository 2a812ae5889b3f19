import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { inProject } from '../../../src/core/paths/index.ts';

const zone = 'Asia/Shanghai';

/** A local day some days from now, as `2026-11-18`. */
function dayFromNow(days: number): string {
	return new Date(Date.now() + days * 86_400_000).toLocaleDateString('sv-SE', { timeZone: zone });
}

/** The short name of the edition that `writeSampleEdition` writes. */
export const sampleSlug = 'sample-symposium';

/**
 * Writes the files of an invented edition whose call is open now, since a real installation has no dial: its form and
 * letters are those of the rehearsal.
 */
export function writeSampleEdition(folder: string): void {
	const write = (name: string, content: unknown) => writeFileSync(join(folder, name), stringify(content));
	mkdirSync(join(folder, 'calls'), { recursive: true });
	const [opened, closes, confirm, begins, ends] = [-2, 5, 20, 40, 42].map(dayFromNow);
	write('edition.yaml', {
		format: 1,
		slug: sampleSlug,
		series: 'sample-series',
		year: Number(begins?.slice(0, 4)),
		name: { en: 'Sample Symposium (invented)', zh: '样例研讨会（虚构）' },
		short: 'SAMPLE',
		summary: { en: 'An invented symposium of a test.', zh: '测试用的虚构会议。' },
		starts: begins,
		ends,
		zone,
		languages: ['en', 'zh'],
		mode: 'hybrid',
		state: 'published',
	});
	write('series.yaml', { id: 'sample-series', name: { en: 'Sample series', zh: '样例系列' }, short: 'SAMPLE' });
	const host = { id: 'sample-society', name: { en: 'Sample Society', zh: '样例学会' } };
	write('organisations.yaml', [host]);
	write('partners.yaml', [{ organisation: host.id, kind: 'host' }]);
	write('tracks.yaml', {
		tracks: [{ code: 'T3', name: { en: 'Health', zh: '健康' }, short: { en: 'Health', zh: '健康' } }],
	});
	write('dates.yaml', [
		{
			id: 'manuscripts',
			label: { en: 'Manuscripts', zh: '提交论文' },
			kind: 'deadline',
			at: `${confirm}T18:00`,
		},
	]);
	const call = parse(readFileSync(inProject('editions', 'ipspace-2021', 'calls', 'abstracts.yaml'), 'utf8'));
	call.window = { zone, opens: `${opened}T00:00`, closes: `${closes}T24:00` };
	for (const field of call.form.fields) {
		if (field.changeableUntil) field.changeableUntil = `${confirm}T24:00`;
		if (field.id === 'mode') field.help = { en: 'May be changed later.', zh: '以后可以更改。' };
	}
	for (const stage of call.stages) {
		stage.announceBy = confirm;
		stage.confirmBy = `${confirm}T24:00`;
	}
	write('calls/abstracts.yaml', call);
	const letters = parse(readFileSync(inProject('editions', 'ipspace-2021', 'letters.yaml'), 'utf8'));
	letters.letterhead = {
		issuer: { en: 'Committee of the Sample Symposium', zh: '样例研讨会委员会' },
		organisations: [host.id],
	};
	letters.signatories = [{ name: { en: 'The committee', zh: '委员会' } }];
	write('letters.yaml', letters);
}
