import type { Field, Form, RowField } from '../../../src/modules/calls/form.ts';

/** Who hands something in, in tests. */
export interface Applicant {
	given: string;
	family: string;
	email: string;
}

/** Posted names and values that answer every question of a form well, but for its files. `change` is put in the place of ours. */
export function entriesFor(form: Form, who: Applicant, change: Record<string, string> = {}): [string, string][] {
	const entries = form.fields.flatMap((field) => entriesOf(field, who));
	const changed = new Set(Object.keys(change));
	return [...entries.filter(([name]) => !changed.has(name)), ...Object.entries(change)];
}

function entriesOf(field: Field, who: Applicant): [string, string][] {
	const { id } = field;
	switch (field.kind) {
		case 'short-text':
			return field.inLanguages
				? field.inLanguages.languages.map((tag) => [`${id}.${tag}`, `Words in ${tag}`])
				: [[id, `${field.label.en} of ${who.family}`]];
		case 'long-text': {
			const text = 'words that say what it is about '.repeat(Math.ceil((field.minWords ?? 12) / 7) + 1).trim();
			const kept = text
				.split(' ')
				.slice(0, field.maxWords ?? 1000)
				.join(' ');
			return field.inLanguages ? field.inLanguages.languages.map((tag) => [`${id}.${tag}`, kept]) : [[id, kept]];
		}
		case 'keywords':
			return [[id, ['orbit', 'health', 'sleep', 'bone'].slice(0, Math.max(field.min, 3)).join('; ')]];
		case 'choice':
			return [[id, field.options[0]?.id ?? '']];
		case 'track':
			return [[id, field.options[0]?.id ?? '']];
		case 'language':
			return [[id, field.languages[0] ?? 'en']];
		case 'yes-no':
			return [[id, 'yes']];
		case 'declaration':
			return [[id, 'on']];
		case 'place':
			return [
				[`${id}.city`, 'Huzhou'],
				[`${id}.zone`, 'Asia/Shanghai'],
			];
		case 'person-list':
			return field.min === 0 && field.role === undefined
				? []
				: [
						[`${id}.0.given`, who.given],
						[`${id}.0.family`, who.family],
						[`${id}.0.affiliation`, 'Institute of Examples'],
						[`${id}.0.country`, 'CN'],
						[`${id}.0.email`, who.email],
						[`${id}.presenter`, '0'],
					];
		case 'group':
			return field.fields.flatMap((row) => rowEntry(id, row));
		case 'number':
			return [[id, String(field.min ?? 1)]];
		case 'date':
			return [[id, field.min ?? '2010-05-01']];
		case 'country':
			return [[id, 'CN']];
		case 'link':
			return [[id, 'https://institute.example/']];
		case 'email':
			return [[id, who.email]];
		case 'file':
			return [];
	}
}

function rowEntry(group: string, row: RowField): [string, string][] {
	const value: Record<string, string> = {
		number: '800',
		link: 'https://institute.example/product',
		country: 'CN',
		date: '2021-05-01',
		'yes-no': 'yes',
	};
	const chosen = row.kind === 'choice' ? row.options[0]?.id : (value[row.kind] ?? `${row.label.en} of it`);
	return [[`${group}.0.${row.id}`, chosen ?? '']];
}

/** A PDF of so many empty A4 pages, valid for every reader. */
export function pdfOfPages(pages: number): Buffer {
	const kids = Array.from({ length: pages }, (_, i) => `${3 + i} 0 R`).join(' ');
	const objects = [
		'<< /Type /Catalog /Pages 2 0 R >>',
		`<< /Type /Pages /Kids [${kids}] /Count ${pages} >>`,
		...Array.from({ length: pages }, () => '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595.28 841.89] >>'),
	];
	let text = '%PDF-1.4\n';
	const places = objects.map((object, index) => {
		const place = text.length;
		text += `${index + 1} 0 obj\n${object}\nendobj\n`;
		return `${String(place).padStart(10, '0')} 00000 n \n`;
	});
	const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
	return Buffer.from(
		`${text}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}${trailer}`,
		'latin1',
	);
}

/** What fits a field for a file. */
export function fileFor(
	field: Extract<Field, { kind: 'file' }>,
	picture: Uint8Array,
): { bytes: Uint8Array; type: string } {
	return field.types.includes('application/pdf')
		? { bytes: pdfOfPages(field.minPages ?? 1), type: 'application/pdf' }
		: { bytes: picture, type: 'image/png' };
}
