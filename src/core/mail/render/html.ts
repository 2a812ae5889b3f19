import { languageTag, type Locale } from '#core/i18n/index.ts';
import { type Block, type MailContent, paragraphsOf, safeHref } from './blocks.ts';

const ink = '#1b2130';
const quiet = '#566072';
const line = '#d9d5ca';
const paper = '#faf8f3';
const sun = '#9a4a06';

const fonts: Record<Locale, string> = {
	en: "'Source Sans 3', 'Segoe UI', Helvetica, Arial, sans-serif",
	zh: "'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'Segoe UI', sans-serif",
};

/** Readers that know dark mode repaint by classes; the others see the inline styles. */
const darkMode = [
	':root { color-scheme: light dark; supported-color-schemes: light dark; }',
	'@media (prefers-color-scheme: dark) {',
	'.page { background: #0c111d !important; color: #e8e6df !important; }',
	'.quiet { color: #a3abba !important; }',
	'.edge { border-color: #323b4d !important; }',
	'.link { color: #f0b46a !important; }',
	'.button { background: #f0b46a !important; color: #14100a !important; }',
	'}',
].join('\n');

/** Text as HTML: nothing in it is markup. */
export function escapeHtml(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;')
		.replaceAll("'", '&#39;');
}

const lines = (text: string) => escapeHtml(text).replaceAll('\n', '<br>\n');

function paragraphs(text: string, style: string, look = ''): string {
	return paragraphsOf(text)
		.map((part) => `<p${look} style="${style}">${lines(part)}</p>`)
		.join('\n');
}

function blockHtml(block: Block): string {
	switch (block.type) {
		case 'heading':
			return `<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3;font-weight:600">${escapeHtml(block.text)}</h1>`;
		case 'paragraph':
			return paragraphs(block.text, 'margin:0 0 16px');
		case 'note':
			return paragraphs(block.text, `margin:0 0 12px;font-size:14px;color:${quiet}`, ' class="quiet"');
		case 'quote':
			return `<blockquote class="edge" style="margin:0 0 16px;padding:0 0 0 16px;border-left:3px solid ${line}">\n${paragraphs(block.text, 'margin:0 0 12px')}\n</blockquote>`;
		case 'code':
			return `<p style="margin:0 0 16px;font-size:32px;line-height:1.2;font-weight:600;letter-spacing:6px;font-family:'Source Code Pro',Consolas,Menlo,monospace">${escapeHtml(block.value)}</p>`;
		case 'button': {
			const href = escapeHtml(safeHref(block.href));
			return [
				`<p style="margin:24px 0 8px"><a class="button" href="${href}" style="display:inline-block;padding:12px 20px;border-radius:6px;background:${sun};color:#ffffff;text-decoration:none;font-weight:600">${escapeHtml(block.label)}</a></p>`,
				`<p class="quiet" style="margin:0 0 24px;font-size:13px;color:${quiet};word-break:break-all"><a class="link" href="${href}" style="color:${sun}">${href}</a></p>`,
			].join('\n');
		}
		case 'item': {
			const lang = block.locale ? ` lang="${languageTag[block.locale]}"` : '';
			const about = `<p class="quiet" style="margin:0 0 6px;font-size:13px;color:${quiet}">${escapeHtml(block.about ?? '')}</p>`;
			return [
				`<div class="edge" style="margin:0 0 20px;padding:16px 0 0;border-top:1px solid ${line}">`,
				`<h2${lang} style="margin:0 0 4px;font-size:18px;line-height:1.35;font-weight:600"><a class="link" href="${escapeHtml(safeHref(block.href))}" style="color:${sun}">${escapeHtml(block.title)}</a></h2>`,
				...(block.about ? [about] : []),
				...(block.text ? [paragraphs(block.text, 'margin:0', lang)] : []),
				'</div>',
			].join('\n');
		}
		case 'links': {
			const links = block.links.map(
				({ label, href }) =>
					`<a class="link" href="${escapeHtml(safeHref(href))}" style="color:${sun}">${escapeHtml(label)}</a>`,
			);
			return `<p class="quiet" style="margin:24px 0 12px;font-size:14px;color:${quiet}">${links.join(' &nbsp;·&nbsp; ')}</p>`;
		}
		case 'facts': {
			const rows = block.rows.map(
				({ label, value }) =>
					`<tr><th class="quiet edge" scope="row" style="width:30%;padding:6px 16px 6px 0;border-top:1px solid ${line};text-align:left;vertical-align:top;font-weight:400;color:${quiet}">${escapeHtml(label)}</th><td class="edge" style="padding:6px 0;border-top:1px solid ${line};vertical-align:top">${lines(value)}</td></tr>`,
			);
			return `<table style="width:100%;margin:0 0 20px;border-collapse:collapse;font-size:15px">\n${rows.join('\n')}\n</table>`;
		}
	}
}

/** The mail as HTML: one column, styles inline, no picture, nothing fetched from anywhere. */
export function renderHtml({ locale, subject, head, blocks, foot }: MailContent): string {
	const parts: string[] = [
		'<!doctype html>',
		`<html lang="${languageTag[locale]}">`,
		'<head>',
		'<meta charset="utf-8">',
		'<meta name="viewport" content="width=device-width, initial-scale=1">',
		'<meta name="color-scheme" content="light dark">',
		`<title>${escapeHtml(subject)}</title>`,
		`<style>\n${darkMode}\n</style>`,
		'</head>',
		`<body class="page" style="margin:0;padding:0;background:${paper};color:${ink}">`,
		`<table class="page" role="presentation" style="width:100%;border-collapse:collapse;background:${paper};color:${ink}"><tr><td align="center" style="padding:32px 16px">`,
		`<table role="presentation" style="width:100%;max-width:600px;border-collapse:collapse;text-align:left"><tr><td style="font-family:${fonts[locale]};font-size:16px;line-height:${locale === 'zh' ? '1.8' : '1.55'}">`,
	];
	if (head) {
		parts.push(
			`<p class="quiet edge" style="margin:0 0 24px;padding:0 0 12px;border-bottom:1px solid ${line};font-size:14px;color:${quiet}">${escapeHtml(head)}</p>`,
		);
	}
	parts.push(...blocks.map(blockHtml));
	if (foot && foot.length > 0) {
		parts.push(
			`<p class="quiet edge" style="margin:32px 0 0;padding:12px 0 0;border-top:1px solid ${line};font-size:13px;color:${quiet}">${foot.map(escapeHtml).join('<br>\n')}</p>`,
		);
	}
	parts.push('</td></tr></table>', '</td></tr></table>', '</body>', '</html>', '');
	return parts.join('\n');
}
