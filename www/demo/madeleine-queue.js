// The page may call madeleine(…) before its script has arrived: calls wait here in order.
window.madeleine ||= function () { (madeleine.q ||= []).push(arguments); };
