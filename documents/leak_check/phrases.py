"""What stands in every municipality's papers and tells nothing of an item. Forums add their own."""

from __future__ import annotations

STANDARD = (
    "Afbud", "Afvist", "Afventer", "Ansvarlig", "At", "Baggrund", "Beslutning", "Beslutning og begrundelse",
    "Bemærkninger", "Bevilling", "Bilag", "Budget", "Chefforum", "Chefforum indstiller", "Dagsorden", "Det indstilles",
    "Det indstilles at", "Det indstilles at orienteringen tages til efterretning",
    "Det indstilles at sagen drøftes", "Direktionen", "Direktionen indstiller", "Drøftelse", "Drøftes", "Drøftet",
    "Eventuelt", "Evt.", "Fakta", "Forslag", "Forvaltningen", "Forvaltningen indstiller",
    "Forvaltningens bemærkninger", "Fraværende", "Genoptages", "Godkendelse af dagsorden",
    "Godkendelse af dagsorden og referat", "Godkendelse af dagsordenen", "Godkendelse af referat",
    "Godkendelse af referat fra sidste møde", "Godkendt", "Godkendt som indstillet", "Historik", "I alt",
    "Indstilling", "Indstillingen blev godkendt", "Indstillingen blev tiltrådt", "Indstillingen godkendt",
    "Indstillingen tiltrådt", "Indstillingerne blev godkendt", "Intet", "Intet at bemærke", "Kommende møder",
    "Kommunaldirektøren", "Kommunaldirektøren indstiller", "Kommunalbestyrelsen", "Kommunikation", "Konklusion",
    "Lovgrundlag", "Lukket", "Lukket bilag", "Lukket dagsorden", "Lukket punkt", "Lukket sag", "Lukkede bilag",
    "Meddelelser", "Mødet hævet", "Notat", "Næste møde", "Orientering", "Orienteringen blev taget til efterretning",
    "Orienteringen tages til efterretning", "Orienteringen taget til efterretning", "Personsag", "Punktet blev drøftet",
    "Punktet udgår", "Punktet udgik", "Punktet udsat", "Punktet udsættes", "Referat", "Resumé", "Sagen afgøres",
    "Sagen blev drøftet", "Sagen drøftes", "Sagen udsat", "Sagen udsættes", "Sagsfremstilling", "Sammenfatning",
    "Status", "Sundhed", "Supplerende bemærkninger", "Tages til efterretning", "Taget til efterretning",
    "Taget til orientering", "Tidsplan", "Tiltrådt", "Til efterretning", "Udsat", "Udtalelse", "Vedtaget",
    "Videre proces", "Vurdering", "Økonomi", "Økonomi og finansiering", "Økonomiske konsekvenser",
    "Forvaltningen indstiller at orienteringen tages til efterretning",
    "Chefforum godkendte indstillingen", "Chefforum tog orienteringen til efterretning",
    "at orienteringen tages til efterretning", "at orienteringen tages til efterretning.",
    "at Chefforum tager orienteringen til efterretning", "at sagen drøftes", "at indstillingen godkendes",
    "Der er ingen økonomiske konsekvenser", "Sagen har ingen økonomiske konsekvenser",
    "Sagen indeholder ikke økonomiske konsekvenser", "Ingen økonomiske konsekvenser",
)  # fmt: skip
