import { expect, test } from 'vitest';
import { requestOf, suggestedForm, typedForm } from './new-form.ts';

const usual = { zone: 'Asia/Shanghai', languages: ['zh', 'en'] as const };

test('a blank begins with the zone and the languages of the installation', () => {
	expect(suggestedForm('', undefined, usual)).toMatchObject({ zone: 'Asia/Shanghai', languages: ['zh', 'en'] });
});

test('addresses and the year that nobody typed are made from what was typed', () => {
	const form = new FormData();
	for (const [name, value] of Object.entries({
		short: 'Sample 2027',
		starts: '2027-09-01',
		'series.name.en': 'Sample Symposia',
		'host.name.en': 'Sample Society',
	})) {
		form.set(name, value);
	}
	expect(requestOf(typedForm(form))).toMatchObject({
		identity: { slug: 'sample-2027', year: 2027 },
		origin: { series: { id: 'sample-symposia' }, host: { id: 'sample-society' } },
	});
	form.set('slug', 'own');
	form.set('year', 'soon');
	form.set('series.id', 'symposia');
	// A year that can't be right is not guessed: the plan says so at its field.
	expect(requestOf(typedForm(form))).toMatchObject({
		identity: { slug: 'own', year: 0 },
		origin: { series: { id: 'symposia' } },
	});
});
