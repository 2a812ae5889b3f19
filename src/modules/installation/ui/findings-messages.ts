import { catalogue } from '#core/i18n/index.ts';
import type { FindingCode } from '../findings.ts';

type Params = Readonly<Record<string, string | number>>;
type Sentences = Record<FindingCode, (params: Params) => string>;
const said = ({ answer }: Params) => (answer ? ` It said: ${answer}` : '');
const saidZh = ({ answer }: Params) => (answer ? `服务器回复：${answer}` : '');

const english: Sentences = {
	'rehearsal-public': ({ address }) =>
		`ANYBODY who reaches ${address} can be the organiser of this rehearsal: REHEARSAL_LOGINS=public opens the one-click logins and the mailbox to everyone. Put nothing real into it.`,
	'rehearsal-closed': () =>
		'This rehearsal can be reached from elsewhere, so its one-click logins and its mailbox are off: anyone could be the organiser. Leave HOST and BASE_URL unset to rehearse at this machine, or set REHEARSAL_LOGINS=public if everybody may play every part.',
	'address-missing': () =>
		'No public address is set: letters and mails would name localhost. Answer the set-up page, or set BASE_URL=https://….',
	'address-plain': ({ address }) =>
		`${address} is not encrypted: drafts, decisions and whoever is signed in can be read on the way. Put nginx or Caddy with TLS in front and use https:// (see docs/operator/install.md).`,
	'address-good': ({ address }) => `${address} leads to this installation.`,
	'address-unknown': ({ host }) =>
		`No machine is known by the name ${host}. Enter an A (and AAAA) record for it at your provider; new names may take some minutes.`,
	'address-refused': ({ address }) =>
		`Nothing answers at ${address}. Start nginx or Caddy, and open the port in the firewall.`,
	'address-silent': ({ address }) =>
		`${address} does not answer. A firewall may be closed. Seen from inside its own network a server often can't reach its public address: try it with a telephone.`,
	'address-certificate': ({ address, why }) =>
		`The certificate of ${address} is not good: ${why}. Get one (certbot, or let Caddy do it); an authority of your own must be known here by NODE_EXTRA_CA_CERTS.`,
	'address-broken': ({ address, why }) => `Speaking to ${address} broke off: ${why}. Check the proxy's configuration.`,
	'address-redirects': ({ address, to }) =>
		`${address} sends readers on to ${to}. Give the address at which pages are really served.`,
	'address-other': ({ address }) =>
		`Something else answers at ${address}, not this installation. Check where the name points, and the proxy's upstream port.`,
	'not-running': () =>
		'No server runs on this folder, so the public address was not tried. Start it, then check again.',
	'port-open': ({ port, hops }) =>
		`TRUST_PROXY=${hops}, but port ${port} listens to everybody: who comes past the proxy can claim any address. Set HOST=127.0.0.1.`,
	'mail-missing': () =>
		'No mail server is set: mail waits, and nobody can sign in by mail. Answer the set-up page, or set SMTP_URL and MAIL_FROM.',
	'sender-local': ({ sender }) =>
		`Mail would come from ${sender}, which no server accepts. Set MAIL_FROM to an address of your domain.`,
	'mail-good': ({ host, to, answer }) =>
		to ? `${host} has taken a message to ${to}. It said: ${answer}` : `${host} speaks with us and lets us send.`,
	'mail-host-unknown': ({ host }) => `No mail server is known by the name ${host}. Check the spelling.`,
	'mail-refused': ({ host }) =>
		`${host} is there, but no mail server listens at that port. Usual are 587 (STARTTLS), 465 (TLS) and 25.`,
	'mail-silent': (p) =>
		`${p.host} does not answer. Many hosters close port 25 to the outside: try 587, or ask them.${said(p)}`,
	'mail-no-tls': (p) =>
		`${p.host} does not encrypt in this way. Port 587 begins plainly (STARTTLS), port 465 encrypted (TLS); without encryption only a server on this machine may be used.${said(p)}`,
	'mail-certificate': (p) =>
		`The certificate of ${p.host} is not good. Use the name that stands in it; for a server on this machine choose “not encrypted”.${said(p)}`,
	'mail-not-smtp': (p) => `What answers at ${p.host} is no mail server. Check the port.${said(p)}`,
	'mail-sign-in-refused': (p) =>
		`${p.host} refuses user name or password. Some providers ask for a password made for programs.${said(p)}`,
	'mail-sign-in-needed': (p) =>
		`${p.host} takes mail only from those who sign in: give user name and password.${said(p)}`,
	'mail-sender-refused': (p) =>
		`${p.host} does not let us send as ${p.sender}. Use an address that belongs to the account.${said(p)}`,
	'mail-recipient-refused': (p) =>
		`${p.host} does not take mail to ${p.to}. Check the address; a server that only delivers at home refuses all others.${said(p)}`,
	'mail-message-refused': (p) => `${p.host} refused the message itself.${said(p)}`,
	'mail-broken-off': (p) => `The conversation with ${p.host} broke off.${said(p)}`,
	'mail-dns-good': ({ domain }) => `${domain} says who may send for it (SPF) and what to do with forgeries (DMARC).`,
	'spf-missing': ({ domain }) =>
		`${domain} has no SPF record: large receivers file such mail away as unwanted. See docs/operator/mail.md.`,
	'dmarc-missing': ({ domain }) => `${domain} has no DMARC record. See docs/operator/mail.md.`,
	'mail-dns-unknown': ({ domain }) => `The SPF and DMARC records of ${domain} could not be asked for from here.`,
	'model-good': ({ host, model, mode }) =>
		`The language model ${model} at ${host} answers (structured answers as ${mode}).`,
	'model-plain': ({ host }) =>
		`The key of the language model would go to ${host} unencrypted. Use https:// in ORRERY_LLM_URL.`,
	'model-unreachable': ({ host }) =>
		`The language model at ${host} does not answer. Check ORRERY_LLM_URL and the firewall; until then analyses are made offline.`,
	'model-key-refused': ({ host }) => `${host} does not accept the key of the language model. Set ORRERY_LLM_KEY.`,
	'model-refused': ({ host, model, status }) =>
		`${host} refuses the request (status ${status}). Check the path in ORRERY_LLM_URL and whether it knows ${model}.`,
	'model-budget-spent': () =>
		'Today’s budget of the language model is spent, so it was not tried. ORRERY_LLM_CALLS and ORRERY_LLM_TOKENS set it.',
	'model-broken': ({ host, fault }) =>
		`The language model at ${host} gives no answer that can be used (${fault}); until it does, analyses are made offline.`,
	'disk-good': ({ free, folder }) => `${free} GB are free at ${folder}.`,
	'disk-low': ({ free, folder }) => `Only ${free} GB are free at ${folder}. Make room before the call closes.`,
	'disk-full': ({ free, folder }) =>
		`The disk of ${folder} is nearly full (${free} GB). PostgreSQL stops when it is: make room now.`,
	'settings-readable': ({ path }) =>
		`Others on this machine can read ${path}, which holds a password: chmod 600 ${path}`,
	'clock-kept': () => 'The clock of this machine is kept right by a time service.',
	'clock-good': ({ seconds }) => `The clock agrees with the database server's (${seconds} s).`,
	'clock-wrong': ({ seconds }) =>
		`The clocks of this machine and of the database server differ by ${seconds} s. Deadlines follow this one: turn on a time service (timedatectl set-ntp true).`,
	'clock-unknown': () =>
		'Whether a time service keeps the clock of this machine could not be seen. Deadlines depend on it: look at timedatectl.',
};

const chinese: Sentences = {
	'rehearsal-public': ({ address }) =>
		`任何能访问 ${address} 的人都可以扮演本演练的组织者：REHEARSAL_LOGINS=public 向所有人开放一键登录和信箱。请勿录入真实信息。`,
	'rehearsal-closed': () =>
		'本演练可从外部访问，因此一键登录和信箱已关闭，否则任何人都能扮演组织者。只在本机演练时请勿设置 HOST 和 BASE_URL；如允许所有人扮演任何角色，请设置 REHEARSAL_LOGINS=public。',
	'address-missing': () =>
		'尚未设置公开网址，函件和邮件中的链接将指向 localhost。请在设置页面填写，或设置 BASE_URL=https://…。',
	'address-plain': ({ address }) =>
		`${address} 未加密，登录状态、草稿和评审结果在传输途中可能被他人读取。请在前端配置带 TLS 的 nginx 或 Caddy，并使用 https://（见 docs/operator/install.md）。`,
	'address-good': ({ address }) => `${address} 指向本站。`,
	'address-unknown': ({ host }) =>
		`域名 ${host} 无法解析。请在域名服务商处添加 A（及 AAAA）记录；新记录可能需要几分钟生效。`,
	'address-refused': ({ address }) => `${address} 无人应答。请启动 nginx 或 Caddy，并在防火墙中放行端口。`,
	'address-silent': ({ address }) =>
		`${address} 没有响应，可能被防火墙拦截。服务器在内网中往往无法访问自己的公网地址，请用手机试试。`,
	'address-certificate': ({ address, why }) =>
		`${address} 的证书有问题：${why}。请申请证书（certbot，或由 Caddy 自动完成）；自建证书机构须通过 NODE_EXTRA_CA_CERTS 告知本程序。`,
	'address-broken': ({ address, why }) => `与 ${address} 的通信中断：${why}。请检查代理服务器的配置。`,
	'address-redirects': ({ address, to }) => `${address} 会跳转到 ${to}。请填写实际提供页面的网址。`,
	'address-other': ({ address }) => `在 ${address} 应答的不是本站。请检查域名指向和代理服务器的上游端口。`,
	'not-running': () => '此文件夹上没有运行中的服务器，因此未检查公开网址。请启动后再检查。',
	'port-open': ({ port, hops }) =>
		`已设置 TRUST_PROXY=${hops}，但端口 ${port} 对所有人开放，绕过代理者可冒充任意地址。请设置 HOST=127.0.0.1。`,
	'mail-missing': () =>
		'尚未设置邮件服务器：邮件将一直等待，也无法通过邮件登录。请在设置页面填写，或设置 SMTP_URL 和 MAIL_FROM。',
	'sender-local': ({ sender }) => `发件人为 ${sender}，任何服务器都不会接受。请将 MAIL_FROM 设为您域名下的地址。`,
	'mail-good': ({ host, to, answer }) =>
		to ? `${host} 已接受发往 ${to} 的邮件。服务器回复：${answer}` : `${host} 应答正常，允许发信。`,
	'mail-host-unknown': ({ host }) => `找不到邮件服务器 ${host}，请检查拼写。`,
	'mail-refused': ({ host }) => `${host} 的该端口上没有邮件服务。常用端口为 587（STARTTLS）、465（TLS）和 25。`,
	'mail-silent': (p) => `${p.host} 没有响应。许多主机商封锁 25 端口，请改用 587 或向其咨询。${saidZh(p)}`,
	'mail-no-tls': (p) =>
		`${p.host} 不支持这种加密方式。587 端口先以明文开始（STARTTLS），465 端口直接加密（TLS）；只有本机的邮件服务器可以不加密。${saidZh(p)}`,
	'mail-certificate': (p) =>
		`${p.host} 的证书有问题。请使用证书中的主机名；如为本机的邮件服务器，请选择“不加密”。${saidZh(p)}`,
	'mail-not-smtp': (p) => `在 ${p.host} 应答的不是邮件服务器，请检查端口。${saidZh(p)}`,
	'mail-sign-in-refused': (p) => `${p.host} 拒绝了用户名或密码。有些服务商要求使用专门的应用密码。${saidZh(p)}`,
	'mail-sign-in-needed': (p) => `${p.host} 只接受登录后发送的邮件，请填写用户名和密码。${saidZh(p)}`,
	'mail-sender-refused': (p) => `${p.host} 不允许以 ${p.sender} 发信，请使用该账号名下的地址。${saidZh(p)}`,
	'mail-recipient-refused': (p) =>
		`${p.host} 不接受发往 ${p.to} 的邮件。请检查地址；只在本地投递的服务器会拒收其他地址。${saidZh(p)}`,
	'mail-message-refused': (p) => `${p.host} 拒收了这封邮件。${saidZh(p)}`,
	'mail-broken-off': (p) => `与 ${p.host} 的通信中断。${saidZh(p)}`,
	'mail-dns-good': ({ domain }) => `${domain} 已声明可代其发信的服务器（SPF）以及对伪造邮件的处理（DMARC）。`,
	'spf-missing': ({ domain }) =>
		`${domain} 没有 SPF 记录，大型邮箱会把此类邮件归入垃圾邮件。见 docs/operator/mail.md。`,
	'dmarc-missing': ({ domain }) => `${domain} 没有 DMARC 记录。见 docs/operator/mail.md。`,
	'mail-dns-unknown': ({ domain }) => `无法从本机查询 ${domain} 的 SPF 和 DMARC 记录。`,
	'model-good': ({ host, model, mode }) => `${host} 上的语言模型 ${model} 应答正常（结构化输出方式：${mode}）。`,
	'model-plain': ({ host }) => `语言模型的密钥将以明文发往 ${host}。请在 ORRERY_LLM_URL 中使用 https://。`,
	'model-unreachable': ({ host }) =>
		`${host} 上的语言模型没有应答。请检查 ORRERY_LLM_URL 和防火墙；在此之前，分析均离线生成。`,
	'model-key-refused': ({ host }) => `${host} 不接受语言模型的密钥。请设置 ORRERY_LLM_KEY。`,
	'model-refused': ({ host, model, status }) =>
		`${host} 拒绝了请求（状态码 ${status}）。请检查 ORRERY_LLM_URL 的路径，以及该服务是否提供 ${model}。`,
	'model-budget-spent': () =>
		'语言模型今天的额度已用完，因此未作测试。额度由 ORRERY_LLM_CALLS 和 ORRERY_LLM_TOKENS 设定。',
	'model-broken': ({ host, fault }) => `${host} 上的语言模型没有给出可用的回答（${fault}）；在此之前，分析均离线生成。`,
	'disk-good': ({ free, folder }) => `${folder} 尚有 ${free} GB 可用空间。`,
	'disk-low': ({ free, folder }) => `${folder} 仅剩 ${free} GB 可用空间，请在征集截止前清理。`,
	'disk-full': ({ free, folder }) =>
		`${folder} 所在磁盘即将写满（剩余 ${free} GB）。写满后 PostgreSQL 将停止，请立即清理。`,
	'settings-readable': ({ path }) => `本机其他用户可以读取含有密码的 ${path}，请执行：chmod 600 ${path}`,
	'clock-kept': () => '本机时钟由时间服务校准。',
	'clock-good': ({ seconds }) => `本机时钟与数据库服务器一致（相差 ${seconds} 秒）。`,
	'clock-wrong': ({ seconds }) =>
		`本机与数据库服务器的时钟相差 ${seconds} 秒。截止时间以本机为准，请启用时间服务（timedatectl set-ntp true）。`,
	'clock-unknown': () => '无法确认本机时钟是否由时间服务校准。截止时间取决于它，请查看 timedatectl。',
};

/** A sentence for everything that a check can find: what it is, and what to do. */
export const findingMessages = catalogue(english, chinese);
