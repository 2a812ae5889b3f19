import type { LetterContent, LetterSheet } from './compose.ts';
import type { Block } from './letter-text.ts';
import { letterWords } from './ui/messages.ts';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escape(text: string): string {
	return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

function blockHtml(block: Block): string {
	if (block.kind === 'list') return `<ul>${block.items.map((item) => `<li>${escape(item)}</li>`).join('')}</ul>`;
	return `<p class="${block.kind}">${escape(block.text)}</p>`;
}

function sheetHtml(letter: LetterContent, sheet: LetterSheet): string {
	const words = letterWords[sheet.locale];
	const facts = sheet.facts.map((fact) => `<dt>${escape(fact.label)}</dt><dd>${escape(fact.value)}</dd>`).join('');
	return [
		`<section class="letter-sheet" lang="${sheet.locale === 'zh' ? 'zh-Hans' : 'en'}">`,
		letter.rehearsal ? `<p class="rehearsal">${escape(words.rehearsalNote)}</p>` : '',
		`<header><p class="edition">${escape(sheet.edition.name)}</p><p class="hosts">${escape(words.heldBy)}</p>`,
		`<ul class="hosts">${sheet.edition.hosts.map((host) => `<li>${escape(host)}</li>`).join('')}</ul></header>`,
		`<p class="reference">${escape(words.reference)} ${escape(letter.reference)}</p><p class="date">${escape(sheet.date)}</p>`,
		`<h2>${escape(sheet.heading)}</h2>`,
		sheet.blocks.map(blockHtml).join(''),
		`<p class="signatory">${[...sheet.signatories.map(({ name }) => name), sheet.issuer].filter(Boolean).map(escape).join('<br>')}</p>`,
		`<dl>${facts}</dl>`,
		`<p class="verify">${escape(words.verify)} <a href="${escape(letter.verifyUrl)}">${escape(letter.verifyUrl)}</a></p>`,
		'</section>',
	].join('');
}

/** The letter as HTML without style, both languages: for the preview in the desk and for the applicant's page. */
export function letterHtml(letter: LetterContent): string {
	return letter.sheets.map((sheet) => sheetHtml(letter, sheet)).join('');
}

function blockText(block: Block): string {
	return block.kind === 'list' ? block.items.map((item) => `- ${item}`).join('\n') : block.text;
}

/** The parts of the mail that carries a letter, in the reader's language; `server/mail.ts` makes a mail of them. */
export interface LetterMail {
	subject: string;
	head: string;
	paragraphs: string[];
	verify: { label: string; href: string };
	foot: string[];
}

/** The mail that carries the letter: the whole wording in the reader's language, and where to check it. */
export function letterMail(letter: LetterContent): LetterMail {
	const sheet = letter.sheets.find(({ locale }) => locale === letter.locale) ?? letter.sheets[0];
	if (!sheet) throw new Error('a letter without a page');
	const words = letterWords[letter.locale];
	const signed = [...sheet.signatories.map(({ name }) => name).filter(Boolean), sheet.issuer, sheet.date];
	return {
		// A line break in a title must not become a header of the mail.
		subject: letter.subject.replace(/\s+/g, ' ').trim(),
		head: sheet.edition.short,
		paragraphs: [
			...(letter.rehearsal ? [words.rehearsalNote] : []),
			...sheet.blocks.map(blockText),
			signed.join('\n'),
			words.attached,
		],
		verify: { label: words.check, href: letter.verifyUrl },
		foot: [sheet.edition.name],
	};
}
