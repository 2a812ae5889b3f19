/** Well-known providers of mailboxes that are thrown away after use: a reason to look, never to refuse. */
export const disposableDomains: ReadonlySet<string> = new Set(
	`10minutemail.com 10minutemail.net 20minutemail.com 33mail.com anonbox.net burnermail.io byom.de cock.li crazymailing.com
	deadaddress.com discard.email discardmail.com dispostable.com dropmail.me emailondeck.com fakeinbox.com fakemail.net
	getairmail.com getnada.com grr.la guerrillamail.biz guerrillamail.com guerrillamail.de guerrillamail.info guerrillamail.net
	guerrillamail.org guerrillamailblock.com harakirimail.com inboxbear.com inboxkitten.com incognitomail.org jetable.org
	linshiyouxiang.net mail-temp.com mail.tm mailcatch.com maildrop.cc mailexpire.com mailinator.com mailinator.net mailnesia.com
	mailnull.com mailpoof.com mailsac.com mailtemp.info minuteinbox.com mintemail.com moakt.com mohmal.com mytemp.email
	mytrashmail.com nada.email nomail.pw one-time.email owlymail.com pokemail.net sharklasers.com smailpro.com spam4.me
	spamavert.com spambox.us spamdecoy.net spamex.com spamfree24.org spamgourmet.com spamhole.com tempail.com tempinbox.com
	temp-mail.io temp-mail.org tempmail.dev tempmail.net tempmail.plus tempmailaddress.com tempmailo.com tempr.email throwam.com
	throwawaymail.com tmail.ws tmailinator.com tmpmail.net tmpmail.org trash-mail.com trashmail.com trashmail.de trashmail.net
	trashmail.ws trbvm.com wegwerfmail.de wegwerfmail.net wegwerfmail.org yopmail.com yopmail.fr yopmail.net zetmail.com
	bccto.me chacuo.net 027168.com linshi-email.com snapmail.cc throwaway.example`.split(/\s+/),
);
