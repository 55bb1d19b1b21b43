"""The two federations of the seed documents: their organisations, staff and programmes. All people are invented."""

import datetime as dt

from accounts.enums import Role
from organisations.enums import OrganisationKind as K

FOUNDED = dt.date(2015, 1, 1)
REFORM = dt.date(2025, 7, 1)  # district federations and local sector unions ended on 30/6/2025

CONFEDERATION = ("TLĐ", "Tổng Liên đoàn Lao động Việt Nam", "Tổng LĐLĐ Việt Nam")

HANOI = {
    "code": "HN",
    "name": "Liên đoàn Lao động thành phố Hà Nội",
    "short_name": "LĐLĐ TP Hà Nội",
    "issuer_lines": ["LIÊN ĐOÀN LAO ĐỘNG", "THÀNH PHỐ HÀ NỘI"],
    "place_name": "Hà Nội",
    "departments": [
        ("HN-TOC", K.DEPARTMENT, "Ban Tổ chức", "Ban Tổ chức"),
        ("HN-TC", K.DEPARTMENT, "Ban Tài chính", "Ban Tài chính"),
        ("HN-VP", K.DEPARTMENT, "Văn phòng", "Văn phòng"),
        (
            "HN-TRUONG",
            K.SCHOOL,
            "Trường Trung cấp nghiệp vụ và dạy nghề Công đoàn Hà Nội",
            "Trường Công đoàn HN",
        ),
        ("HN-BCD", K.STEERING_COMMITTEE, "Ban Chỉ đạo thực hiện Đề án Chủ tịch CĐCS", "Ban Chỉ đạo Đề án"),
    ],
    "units": [
        ("HN-CG", K.DISTRICT, "Liên đoàn Lao động quận Cầu Giấy", "LĐLĐ quận Cầu Giấy"),
        ("HN-BTL", K.DISTRICT, "Liên đoàn Lao động quận Bắc Từ Liêm", "LĐLĐ quận Bắc Từ Liêm"),
        ("HN-NTL", K.DISTRICT, "Liên đoàn Lao động quận Nam Từ Liêm", "LĐLĐ quận Nam Từ Liêm"),
        ("HN-LB", K.DISTRICT, "Liên đoàn Lao động quận Long Biên", "LĐLĐ quận Long Biên"),
        ("HN-HD", K.DISTRICT, "Liên đoàn Lao động huyện Hoài Đức", "LĐLĐ huyện Hoài Đức"),
        ("HN-GTVT", K.SECTOR, "Công đoàn ngành Giao thông vận tải Hà Nội", "CĐ ngành GTVT"),
        ("HN-YT", K.SECTOR, "Công đoàn ngành Y tế Hà Nội", "CĐ ngành Y tế"),
        ("HN-XD", K.SECTOR, "Công đoàn ngành Xây dựng Hà Nội", "CĐ ngành Xây dựng"),
        ("HN-DM", K.SECTOR, "Công đoàn ngành Dệt May Hà Nội", "CĐ ngành Dệt May"),
        ("HN-KCN", K.INDUSTRIAL_ZONE, "Công đoàn các khu công nghiệp và chế xuất Hà Nội", "CĐ các KCN&CX"),
    ],
    "wards": [
        ("HN-P-CG", K.COMMUNE, "Công đoàn phường Cầu Giấy", "CĐ phường Cầu Giấy"),
        ("HN-P-TL", K.COMMUNE, "Công đoàn phường Từ Liêm", "CĐ phường Từ Liêm"),
        ("HN-P-LB", K.COMMUNE, "Công đoàn phường Long Biên", "CĐ phường Long Biên"),
        ("HN-X-HD", K.COMMUNE, "Công đoàn xã Hoài Đức", "CĐ xã Hoài Đức"),
        ("HN-P-BD", K.COMMUNE, "Công đoàn phường Ba Đình", "CĐ phường Ba Đình"),
        ("HN-P-HM", K.COMMUNE, "Công đoàn phường Hoàng Mai", "CĐ phường Hoàng Mai"),
    ],
}

QUANGTRI = {
    "code": "QT",
    "name": "Liên đoàn Lao động tỉnh Quảng Trị",
    "short_name": "LĐLĐ tỉnh Quảng Trị",
    "issuer_lines": ["LIÊN ĐOÀN LAO ĐỘNG", "TỈNH QUẢNG TRỊ"],
    "place_name": "Quảng Trị",
    "departments": [
        ("QT-TOC", K.DEPARTMENT, "Ban Tổ chức", "Ban Tổ chức"),
        ("QT-TC", K.DEPARTMENT, "Ban Tài chính", "Ban Tài chính"),
        ("QT-VP", K.DEPARTMENT, "Văn phòng", "Văn phòng"),
        ("QT-BCV", K.SCHOOL, "Tổ báo cáo viên Liên đoàn Lao động tỉnh", "Tổ báo cáo viên"),
    ],
    "units": [
        ("QT-TP", K.DISTRICT, "Liên đoàn Lao động huyện Triệu Phong", "LĐLĐ huyện Triệu Phong"),
        ("QT-GL", K.DISTRICT, "Liên đoàn Lao động huyện Gio Linh", "LĐLĐ huyện Gio Linh"),
        ("QT-GD", K.SECTOR, "Công đoàn ngành Giáo dục tỉnh Quảng Trị", "CĐ ngành Giáo dục"),
        ("QT-VC", K.SECTOR, "Công đoàn Viên chức tỉnh Quảng Trị", "CĐ Viên chức"),
    ],
    "wards": [],
}

# log-in name, full name, position, organisations by code, role
HANOI_STAFF = [
    ("chuyenvien", "Phạm Hoài An", "Chuyên viên Ban Tổ chức", ["HN-TOC"], Role.ORGANISER),
    ("truongban", "Đỗ Thanh Bình", "Trưởng Ban Tổ chức", ["HN-TOC"], Role.ORGANISING_HEAD),
    ("lanhdao", "Vũ Ngọc Lan", "Phó Chủ tịch Liên đoàn Lao động thành phố", ["HN"], Role.LEADER),
    ("vanthu", "Lê Minh Thư", "Văn thư", ["HN-VP"], Role.CLERK),
    ("ketoan", "Ngô Trung Kiên", "Chuyên viên Ban Tài chính", ["HN-TC"], Role.FINANCE_OFFICER),
    ("truongtaichinh", "Hồ Đức Tài", "Trưởng Ban Tài chính", ["HN-TC"], Role.FINANCE_HEAD),
    ("donvi", "Hoàng Tiến Dũng", "Cán bộ tổ chức", ["HN-P-CG", "HN-CG"], Role.UNIT_COORDINATOR),
    ("chutichdonvi", "Nguyễn Thị Hoa", "Chủ tịch", ["HN-P-CG", "HN-CG"], Role.UNIT_CHAIR),
    ("truong", "Đặng Thanh Trúc", "Phó Trưởng phòng Đào tạo", ["HN-TRUONG"], Role.SCHOOL_COORDINATOR),
    ("giangvien", "Trịnh Hương Giang", "Giảng viên", ["HN-TRUONG"], Role.LECTURER),
    ("kiemtra", "Bùi Quang Minh", "Ủy viên Ủy ban Kiểm tra", ["HN"], Role.INSPECTOR),
    ("quantri", "Mai Anh Quân", "Quản trị hệ thống", ["HN"], Role.ADMINISTRATOR),
]
QUANGTRI_STAFF = [
    ("qt.chuyenvien", "Trương Gia Hân", "Chuyên viên Ban Tổ chức", ["QT-TOC"], Role.ORGANISER),
    ("qt.truongban", "Cao Bá Lộc", "Trưởng Ban Tổ chức", ["QT-TOC"], Role.ORGANISING_HEAD),
    ("qt.lanhdao", "Phan Thế Vinh", "Chủ tịch Liên đoàn Lao động tỉnh", ["QT"], Role.LEADER),
    ("qt.vanthu", "Dương Mỹ Hạnh", "Văn thư", ["QT-VP"], Role.CLERK),
    ("qt.ketoan", "Lâm Quốc Toản", "Chuyên viên Ban Tài chính", ["QT-TC"], Role.FINANCE_OFFICER),
    ("qt.truongtaichinh", "Hà Kim Phượng", "Trưởng Ban Tài chính", ["QT-TC"], Role.FINANCE_HEAD),
    ("qt.truong", "Thái Văn Bảo", "Tổ trưởng tổ báo cáo viên", ["QT-BCV"], Role.SCHOOL_COORDINATOR),
    ("qt.giangvien", "Võ Nhật Linh", "Báo cáo viên", ["QT-BCV"], Role.LECTURER),
]
LECTURERS = [
    "Trịnh Hương Giang", "Lương Khải Hoàn", "Chu Thị Minh Ngọc", "Tô Hiến Thành Công", "Quách Diệu Linh",
    "Nghiêm Xuân Đức",
]  # fmt: skip

TOPICS = [
    "Điều lệ Công đoàn Việt Nam và hướng dẫn thi hành",
    "Luật Công đoàn và những điểm mới",
    "Tổ chức và hoạt động của công đoàn cơ sở, phát triển đoàn viên",
    "Thương lượng, ký kết thỏa ước lao động tập thể",
    "Đối thoại tại nơi làm việc, hội nghị người lao động, quy chế dân chủ",
    "Giải quyết tranh chấp lao động và đình công",
    "Bộ luật Lao động: hợp đồng lao động, tiền lương, thời giờ làm việc",
    "Luật Bảo hiểm xã hội, bảo hiểm y tế",
    "An toàn, vệ sinh lao động ở cơ sở",
    "Tài chính công đoàn cơ sở: thu, chi, dự toán, quyết toán, công khai",
    "Công tác kiểm tra, giám sát, giải quyết khiếu nại, tố cáo",
    "Công tác nữ công",
    "Công tác tuyên giáo, thi đua, khen thưởng",
    "Kỹ năng của Chủ tịch công đoàn cơ sở: thuyết phục, tổ chức hoạt động",
]
