import type { Locale } from '#core/i18n/index.ts';
import { paperFormat as format } from './format.ts';

export const wordNamespaces =
	'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"';

/** Millimetres in the twentieths of a point that Word measures pages in. */
export const twips = (millimetres: number): number => Math.round((millimetres / 25.4) * 1440);

interface Style {
	id: string;
	name: string;
	next?: string;
	/** Inside `w:pPr` and `w:rPr`. */
	paragraph: string;
	run?: string;
	outline?: boolean;
}

const spacing = (before: number, after: number) => `<w:spacing w:before="${before * 20}" w:after="${after * 20}"/>`;
const size = (points: number) => `<w:sz w:val="${points * 2}"/><w:szCs w:val="${points * 2}"/>`;
const centred = '<w:jc w:val="center"/>';

/** `word/styles.xml`: the styles that the template asks to keep. Pure. */
export function wordStyles(locale: Locale): string {
	const zh = locale === 'zh';
	const indent = zh ? '<w:ind w:firstLineChars="200" w:firstLine="440"/>' : '';
	const styles: Style[] = [
		{ id: 'BodyText', name: 'Body Text', paragraph: `${spacing(0, 6)}${indent}<w:jc w:val="both"/>` },
		{
			id: 'Title',
			name: 'Title',
			next: 'Authors',
			paragraph: `${spacing(12, 10)}${centred}`,
			run: `<w:b/>${size(format.title)}`,
		},
		{ id: 'Authors', name: 'Authors', next: 'Affiliation', paragraph: `${spacing(0, 6)}${centred}` },
		{ id: 'Affiliation', name: 'Affiliation', paragraph: centred, run: size(format.small) },
		{
			id: 'Abstract',
			name: 'Abstract',
			paragraph: `${spacing(8, 4)}<w:ind w:left="454" w:right="454"/><w:jc w:val="both"/>`,
		},
		{
			id: 'ListBullet',
			name: 'List Bullet',
			paragraph: '<w:numPr><w:numId w:val="2"/></w:numPr><w:ind w:left="454" w:hanging="284"/>',
		},
		{
			id: 'Equation',
			name: 'Equation',
			next: 'BodyText',
			paragraph: `<w:tabs><w:tab w:val="center" w:pos="${twips(80)}"/><w:tab w:val="right" w:pos="${twips(160)}"/></w:tabs>${spacing(4, 8)}`,
		},
		{
			id: 'Figure',
			name: 'Figure',
			next: 'Caption',
			paragraph: `<w:keepNext/>${spacing(10, 4)}${centred}`,
			run: '<w:color w:val="666666"/>',
		},
		{
			id: 'Caption',
			name: 'caption',
			next: 'BodyText',
			paragraph: `${spacing(4, 8)}${centred}`,
			run: size(format.small + 1),
		},
		{ id: 'TableText', name: 'Table Text', paragraph: spacing(2, 2) },
		{
			id: 'Reference',
			name: 'Reference',
			paragraph: `<w:numPr><w:numId w:val="3"/></w:numPr>${spacing(0, 3)}<w:ind w:left="454" w:hanging="454"/>`,
		},
		{ id: 'Header', name: 'header', paragraph: '<w:jc w:val="right"/>', run: size(format.small) },
		{ id: 'Footer', name: 'footer', paragraph: centred, run: size(format.small) },
	];
	const fonts = `<w:rFonts w:ascii="${format.font}" w:hAnsi="${format.font}" w:cs="${format.font}" w:eastAsia="SimSun"/>`;
	const language = `<w:lang w:val="en-GB" w:eastAsia="zh-CN"/>`;
	return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles ${wordNamespaces}><w:docDefaults><w:rPrDefault><w:rPr>${fonts}${size(format.text)}${language}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>${headings()}${styles.map(style).join('')}</w:styles>`;
}

function headings(): string {
	return [1, 2]
		.map(
			(level) =>
				`<w:style w:type="paragraph" w:styleId="Heading${level}"><w:name w:val="heading ${level}"/><w:basedOn w:val="Normal"/><w:next w:val="BodyText"/><w:qFormat/><w:pPr><w:keepNext/><w:numPr><w:ilvl w:val="${level - 1}"/><w:numId w:val="1"/></w:numPr>${spacing(14, 6)}<w:outlineLvl w:val="${level - 1}"/></w:pPr><w:rPr><w:b/>${size(format.heading)}</w:rPr></w:style>`,
		)
		.join('');
}

function style({ id, name, next, paragraph, run }: Style): string {
	return `<w:style w:type="paragraph" w:customStyle="${/^(Body Text|Title|List Bullet|caption|header|footer)$/.test(name) ? 0 : 1}" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="Normal"/>${next ? `<w:next w:val="${next}"/>` : ''}<w:qFormat/><w:pPr>${paragraph}</w:pPr>${run ? `<w:rPr>${run}</w:rPr>` : ''}</w:style>`;
}

/** `word/numbering.xml`: 1 counts headings, 2 is the list, 3 counts references. Pure. */
export function wordNumbering(): string {
	const level = (at: number, kind: string, text: string, left: number) =>
		`<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${kind}"/><w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="${left}" w:hanging="${left}"/></w:pPr></w:lvl>`;
	const list = (id: number, type: string, levels: string) =>
		`<w:abstractNum w:abstractNumId="${id}"><w:multiLevelType w:val="${type}"/>${levels}</w:abstractNum>`;
	const lists = [
		list(1, 'multilevel', level(0, 'decimal', '%1', 454) + level(1, 'decimal', '%1.%2', 567)),
		list(2, 'hybridMultilevel', level(0, 'bullet', '•', 284)),
		list(3, 'hybridMultilevel', level(0, 'decimal', '[%1]', 454)),
	];
	const numbers = [1, 2, 3].map((id) => `<w:num w:numId="${id}"><w:abstractNumId w:val="${id}"/></w:num>`);
	return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:numbering ${wordNamespaces}>${lists.join('')}${numbers.join('')}</w:numbering>`;
}
