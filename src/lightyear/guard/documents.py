"""Documents that hold more than text: HTML, mail files, HTTP archives, JSON text, each with its places."""

from lightyear.guard import archives, jsonscan, mails, markup

scan_html = markup.scan_markup
clean_html = markup.clean_markup
scan_mail = mails.scan_mail
clean_mail = mails.clean_mail
scan_har = archives.scan_har
clean_har = archives.clean_har
scan_json = jsonscan.scan_json
